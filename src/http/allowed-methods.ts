import type { FastifyInstance } from "fastify";

/** Answers which methods a path takes, of all routes that are added from now on; none: nothing is there. */
export function followRoutes(app: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook("onRoute", ({ url, method }) => {
    routes.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  return (path) => [
    ...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
  ];
}

/** `/api/jobs/:id` is any path that has something else than a slash there. */
function patternOf(url: string): RegExp {
  return new RegExp(
    `^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/:\w+/g, "[^/]+")}$`,
  );
}

import { addressLike } from "./address-like.ts";
import { cookieOf } from "./forged-cookies.ts";
import { type Chance, type ForgedRequest, type Forgery, pick, randomText, whole } from "./forgery.ts";
import type { HeardRoute } from "./heard-routes.ts";
import type { Insiders } from "./insiders.ts";
import { strangeParameter, strangeQuery } from "./strange-values.ts";

/** Requests to addresses that are nearly ours, by methods that they do not take, with words that nobody means. */
export function wrongAddresses(routes: readonly HeardRoute[], { signedIn }: Insiders): readonly Forgery[] {
  const methodsAt = Map.groupBy(routes, ({ path }) => path);
  const pages = routes.filter(({ method, path }) => method === "GET" && !path.startsWith("/api/"));
  const still = pages.filter(({ path }) => !path.endsWith("/events"));
  // The page of /docs is at /docs/ too.
  const withoutDocs = routes.filter(({ path }) => path !== "/docs");
  const cookie = cookieOf(signedIn.admin.id);

  return [
    {
      name: "any route: by a method that it does not take",
      allowed: [400, 401, 403, 404, 405, 409],
      make: (chance) => {
        const { path } = pick(chance, routes);
        const taken = methodsAt.get(path)?.map(({ method }) => method) ?? [];
        const others = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "QUERY", "MKCOL"];
        const method = pick(
          chance,
          others.filter((one) => !taken.includes(one)),
        );
        const headers = chance() < 0.5 ? { cookie } : {};
        return { ...asked(addressLike(path, chance)), method, headers };
      },
    },
    {
      name: "any route: at an address that is nearly its own",
      allowed: [303, 400, 401, 403, 404, 405, 414, 422],
      make: (chance) => asked(nearly(addressLike(pick(chance, withoutDocs).path, chance), chance)),
    },
    {
      name: "any route: out of its folder",
      allowed: [303, 400, 401, 403, 404, 405, 414, 422],
      make: (chance) => {
        const beginning = pick(chance, [
          "/docs",
          "/docs/static",
          "/assets",
          "/raw-queues/static",
          "/api",
          "",
        ]);
        const up = pick(chance, [
          "../",
          "%2e%2e/",
          "%2e%2e%2f",
          "..%2f",
          String.raw`..\ `.trim(),
          "..%5c",
          "....//",
          "%252e%252e%252f",
          "..;/",
        ]);
        const file = pick(chance, [
          "package.json",
          ".env",
          "etc/passwd",
          "src/main.ts",
          ".data/postgres.password",
          ".git/config",
        ]);
        return asked(`${beginning}/${up.repeat(1 + whole(chance, 12))}${file}`);
      },
    },
    {
      name: "addresses of nothing",
      allowed: [404],
      make: (chance) =>
        asked(`/${randomText(chance, 1 + whole(chance, 200))}/${strangeParameterThatDecodes(chance)}`),
    },
    {
      name: "console: a page by who may see it, of an address that is hardly anything's",
      allowed: [200, 302, 303, 400, 403, 404, 405, 414, 422],
      make: (chance) => {
        const { path } = pick(
          chance,
          still.filter((one) => /[:*]/.test(one.path)),
        );
        const strange = path.replaceAll(/:\w+|\*/g, () => strangeParameter(chance));
        return { ...asked(strange), headers: { cookie, accept: "text/html" } };
      },
    },
    {
      name: "console: a page by who may see it, with a query that cannot be meant",
      allowed: [200, 302, 303, 400, 404, 422],
      make: (chance) => {
        const path = addressLike(pick(chance, still).path, chance);
        return { ...asked(`${path}?${strangeQuery(chance)}`), headers: { cookie, accept: "text/html" } };
      },
    },
  ];
}

function nearly(path: string, chance: Chance): string {
  return pick(chance, [
    () => `/${path}`,
    () => `${path}/`,
    () => `${path}/..`,
    () => `${path}/../${randomText(chance, 5)}`,
    () => path.toUpperCase() + (path.toUpperCase() === path ? "x" : ""),
    () => `${path}%00`,
    () => `${path};x=1`,
    () => `${path}%20`,
    () => `${path}%2F`,
    () => `${path}.json`,
    () => path.replace("/", String.raw`/%5c`),
    () => `/.${path}`,
    () => `/%2e${path}`,
    () => `${path}x`,
  ])();
}

function strangeParameterThatDecodes(chance: Chance): string {
  return pick(chance, [
    "__proto__",
    "constructor",
    "%7B%7B7*7%7D%7D",
    "$%7Bjndi:ldap:%7D",
    "wp-login.php",
    "%20",
  ]);
}

function asked(path: string): ForgedRequest {
  return { method: "GET", path, headers: {}, body: Buffer.alloc(0) };
}

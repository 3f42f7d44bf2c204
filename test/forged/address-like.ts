import { type Chance, pick, whole } from "./forgery.ts";

/** An address of a route that could be somebody's: `/jobs/17` for `/jobs/:id`. */
export function addressLike(path: string, chance: Chance): string {
  return path
    .replaceAll(/:\w+/g, () => pick(chance, [String(1 + whole(chance, 1000)), "C-1", "2026-12"]))
    .replace("*", () =>
      pick(chance, [
        "",
        "index.html",
        "a/b",
        "static/x.js",
        "api/queues",
        "api/queues/clients/1",
        "api/queues/x/1/logs",
        "api/redis/stats",
      ]),
    );
}

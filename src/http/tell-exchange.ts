import type { Exchange } from "../jobs/refusals.ts";

/** Neither when nobody was called; no answer when none came. */
export function tellExchange(exchange: Exchange | null) {
  const { method = "", path = "", request = null, status, answer = null } = exchange ?? {};
  return {
    request: exchange === null ? null : { method, path, body: request },
    answer: status === undefined ? null : { status, body: answer },
  };
}

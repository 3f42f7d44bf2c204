import type { EndedCall } from "../jobs/figures.ts";
import { Throttled } from "../jobs/refusals.ts";
import type { Authorization } from "./authorization.ts";
import type { Budget } from "./budget.ts";
import { call, startDeadline } from "./call.ts";
import { createGate } from "./gate.ts";
import { recorded } from "./recorded-calls.ts";
import { type Answer, limitToWaitFor, refusalIn } from "./refusal.ts";

export type TransportOptions = {
  /** Every call goes here, whatever host a link in an answer names. */
  readonly url: URL;
  readonly authorization: Authorization;
  readonly budget: Budget;
  /** Nothing is sent, and no answer awaited, when a call is older than this. */
  readonly deadlineMs: number;
  /** Called with Zendesk's complaints about parts of a request that it ignored (`x-zendesk-api-warn`). */
  readonly onWarning: (warning: string, path: string) => void;
  /** Told of every call that was sent, when it is over. */
  readonly onCall?: ((call: EndedCall) => void) | undefined;
};

/** What node-zendesk wants to know of an answer. */
type Adapted = {
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
};

export type TransportConfig = {
  transportFn(uri: string, asked: { readonly method: string; readonly body?: string }): Promise<Answer>;
  responseAdapter(answer: Answer): Adapted;
};

/**
 * The wire under node-zendesk: our own authorization, one host, our share of Zendesk's limits, and every answer that is
 * not the one asked for thrown as what it means. Authorization that is refused is renewed and tried once more.
 */
export function createTransport({
  url,
  authorization,
  budget,
  deadlineMs,
  onWarning,
  onCall: onEnd,
}: TransportOptions): TransportConfig {
  const gate = createGate(() => performance.now());

  return {
    async transportFn(uri, { method, body }) {
      gate.pass();
      const deadline = startDeadline(deadlineMs);
      const asked = { url: onHostOf(url, uri), method, deadline, ...(body !== undefined && { body }) };
      const send = async (header: string): Promise<Answer> => {
        await budget.enter(method, asked.url.pathname);
        const answer = await recorded(
          asked,
          async () => await call({ ...asked, authorization: header, onEnd }),
        );
        await budget.heed(answer.standings);
        return answer;
      };

      const header = await authorization.header();
      let answer = await send(header);
      if (answer.status === 401 && authorization.renew(header))
        answer = await send(await authorization.header());
      if (answer.warning !== null) onWarning(answer.warning, answer.path);
      const refusal = refusalIn(answer);
      const limit = limitToWaitFor(answer);
      if (refusal instanceof Throttled && limit !== undefined) {
        if (limit === "account") gate.shut(refusal.retryAfterMs);
        await budget.shut(limit, refusal.retryAfterMs);
      }
      if (refusal) throw refusal;
      return answer;
    },

    responseAdapter({ status, json }) {
      return {
        status,
        statusText: "",
        headers: { get: (name) => (name.toLowerCase() === "content-type" ? "application/json" : null) },
        json: async () => withLinksOnHostOf(url, json),
      };
    },
  };
}

function onHostOf(url: URL, link: string): URL {
  const { pathname, search } = new URL(link);
  const target = new URL(url);
  // A path that begins with two slashes reads as another host.
  target.pathname = pathname.replace(/^\/+/, "/");
  target.search = search;
  return target;
}

/**
 * Links to the next page may name another subdomain of the account than the one that was called (seen in recordings);
 * node-zendesk takes such a link for a path.
 */
function withLinksOnHostOf(url: URL, json: unknown): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return json;
  const { next_page: nextPage, links }: { next_page?: unknown; links?: unknown } = json;
  const next = typeof links === "object" && links !== null && "next" in links ? links.next : undefined;
  return {
    ...json,
    ...(isLink(nextPage) && { next_page: onHostOf(url, nextPage).href }),
    ...(isLink(next) && { links: { ...(links as object), next: onHostOf(url, next).href } }),
  };
}

function isLink(value: unknown): value is string {
  return typeof value === "string" && URL.canParse(value);
}

import { AsyncLocalStorage } from "node:async_hooks";

import type { RecordedCall } from "../jobs/recorded-call.ts";
import { keptBody } from "./kept-body.ts";
import { type Answer, refusalIn } from "./refusal.ts";

type Sink = (call: RecordedCall) => void;

const recording = new AsyncLocalStorage<Sink>();

/**
 * Hands `sink` the calls of `perform` that change something, or that Zendesk refuses: those that only look, and how a
 * bulk job gets on, are many and say nothing. Neither the authorization nor the calls for a token are among them.
 */
export async function recordCalls<Result>(sink: Sink, perform: () => Promise<Result>): Promise<Result> {
  return await recording.run(sink, perform);
}

/** Sends a call, and records it for whoever asked to. */
export async function recorded(
  { method, url, body }: { readonly method: string; readonly url: URL; readonly body?: string },
  send: () => Promise<Answer>,
): Promise<Answer> {
  const sink = recording.getStore();
  if (!sink) return await send();
  const at = new Date();
  const startedAt = performance.now();
  const record = (ended: Pick<RecordedCall, "status" | "answer">): void =>
    sink({
      at,
      method,
      path: `${url.pathname}${url.search}`,
      ...(body !== undefined && { request: keptBody(body) }),
      ...ended,
      tookMs: Math.round(performance.now() - startedAt),
    });
  try {
    const answer = await send();
    if (method !== "GET" || refusalIn(answer)) {
      record({ status: answer.status, answer: keptBody(answer.text) });
    }
    return answer;
  } catch (err) {
    record({ answer: err instanceof Error ? err.message : String(err) });
    throw err;
  }
}

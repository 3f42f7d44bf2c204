import type { EndedCall } from "../jobs/figures.ts";
import { BadAnswer, Unreachable } from "../jobs/refusals.ts";
import { standingsIn } from "./limits.ts";
import type { Answer } from "./refusal.ts";

/** The largest page is one of 500 exported tickets, whose descriptions have up to 64 KiB each. */
const answerAtMostBytes = 32 * 1024 * 1024;

export type Call = {
  readonly url: URL;
  readonly method: string;
  readonly authorization?: string;
  /** JSON text. */
  readonly body?: string;
  readonly deadline: Deadline;
  /** Told of the call when it is over, however it ended. */
  readonly onEnd?: ((call: EndedCall) => void) | undefined;
};

/** The end of the time that one call, or several that belong together, may take. */
export type Deadline = { readonly afterMs: number; readonly signal: AbortSignal };

export function startDeadline(afterMs: number): Deadline {
  return { afterMs, signal: AbortSignal.timeout(afterMs) };
}

/**
 * One HTTP exchange with Zendesk: a deadline, no redirects, a cap on size. Any answer at all is an answer.
 * @throws Unreachable when there is none
 * @throws BadAnswer when it is too large
 */
export async function call(asked: Call): Promise<Answer> {
  const { method, url, onEnd } = asked;
  const startedAt = performance.now();
  let status: number | undefined;
  try {
    const answer = await exchange(asked);
    status = answer.status;
    return answer;
  } finally {
    onEnd?.({ method, path: url.pathname, status, tookMs: performance.now() - startedAt });
  }
}

async function exchange({ url, method, authorization, body, deadline }: Call): Promise<Answer> {
  const path = `${url.pathname}${url.search}`;
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(authorization !== undefined && { authorization }),
        accept: "application/json",
        "content-type": "application/json",
        "user-agent": "los-sync",
      },
      ...(body !== undefined && { body }),
      redirect: "manual",
      signal: deadline.signal,
    });
    const text = await readCapped(response);
    if (text === undefined) {
      const words = `zendesk answered ${method} ${path} with more than ${answerAtMostBytes} bytes`;
      throw new BadAnswer(words, "zendesk-bad-answer", { method, path, status: response.status });
    }
    return {
      method,
      path,
      request: body === undefined ? undefined : jsonIn(body),
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      warning: response.headers.get("x-zendesk-api-warn"),
      standings: standingsIn((name) => response.headers.get(name)),
      json: jsonIn(text),
      text,
    };
  } catch (err) {
    if (err instanceof BadAnswer) throw err;
    if (deadline.signal.aborted) {
      const words = `zendesk did not answer ${method} ${path} within ${deadline.afterMs / 1000} s`;
      throw new Unreachable(words, "zendesk-timeout", { cause: err });
    }
    throw new Unreachable(`zendesk could not be reached for ${method} ${path}`, "zendesk-connection", {
      cause: err,
    });
  }
}

async function readCapped(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > answerAtMostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

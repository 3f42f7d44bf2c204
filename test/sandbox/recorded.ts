import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Answer } from "./calling.ts";
import { shapeOf } from "./shape.ts";

/** Where the recordings of real Zendesk answers are kept; they are not part of the repository. */
export const fixtures = new URL("../../../shared/zendesk/fixtures/", import.meta.url);

export type Interaction = {
  readonly recorded_at: string;
  readonly request: { readonly method: string; readonly uri: string; readonly body: unknown };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
};

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, fixtures), "utf8"));
/** The exchanges of a recording, in their order. */
export const recorded = (name: string): readonly Interaction[] =>
  (read(name) as { readonly interactions: readonly Interaction[] }).interactions;
/** A recording that is one answer only. */
export const listed = (name: string): unknown => (read(name) as { readonly response: unknown }).response;

/** Headers that a client may rely on to be there. */
const present = ["x-request-id", "cache-control", "etag", "rate-limit-remaining", "rate-limit-reset"];
/** Headers that say the same in the sandbox, or are missing as there. */
const same = ["x-zendesk-api-version", "x-zendesk-api-warn", "rate-limit", "x-rate-limit"];

type Headed = { get(name: string): string | null };
const headersOf = ({ response: { headers } }: Interaction): Headed => ({
  get: (name) => headers[name] ?? null,
});

export function expectLike(answer: Answer, recording: Interaction): void {
  const { status, body } = recording.response;
  const headers = headersOf(recording);
  const [there, kept] = [
    present.filter((name) => headers.get(name) !== null),
    same.filter((name) => headers.get("x-rate-limit") !== null || !name.includes("rate-limit")),
  ];
  const outline = (from: Headed): object => ({
    type: from.get("content-type")?.toLowerCase(),
    there: there.filter((name) => from.get(name) !== null),
    same: kept.map((name) => [name, from.get(name)]),
  });

  expect(answer.status).toBe(status);
  expect(shapeOf(answer.body)).toEqual(shapeOf(body));
  expect(outline(answer.headers)).toEqual(outline(headers));
}

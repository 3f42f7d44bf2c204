import type { ZendeskClient } from "node-zendesk";
import { z } from "zod";

import type { SetupRequest } from "../domain/setup/setup-step.ts";
import { patiently } from "../jobs/patiently.ts";
import { BadAnswer } from "../jobs/refusals.ts";
import { request } from "./raw-request.ts";
import { type MadeIds, withIds } from "./with-ids.ts";

const recordWithId = z.object({ id: z.union([z.number(), z.string()]) });

/** Zendesk wraps a record in its name: `{ "schedule": { "id": … } }`. */
const createdAnswer = z
  .record(z.string(), z.unknown())
  .transform((answer) => Object.values(answer)[0])
  .pipe(recordWithId);

export type ApplyStepOptions = {
  /** Of what steps before made. */
  readonly ids: MadeIds;
  /** Hears of what this step made at once: a later request may fail. */
  readonly onMade: (id: number | string) => Promise<void>;
  readonly signal?: AbortSignal;
};

/** Sends what a step, or its undoing, asks for, one request after the other; waits where Zendesk says so. */
export async function applyStep(
  client: ZendeskClient,
  { id, requests }: { readonly id: string; readonly requests: readonly SetupRequest[] },
  { ids, onMade, signal }: ApplyStepOptions,
): Promise<void> {
  const known = new Map(ids);
  for (const [index, asked] of requests.entries()) {
    const { method, path, body } = withIds(asked, known);
    const answer = await patiently(async () => await request(client, method, addressOf(path), body), signal);
    if (index > 0 || method !== "POST") continue;
    const made = idIn(answer, method, path);
    known.set(id, made);
    await onMade(made);
  }
}

/** node-zendesk adds where the API is. */
function addressOf(path: string): string {
  return path.replace(/^\/?(?:api\/v2\/)?/, "");
}

function idIn(answer: unknown, method: string, path: string): number | string {
  const parsed = createdAnswer.safeParse(answer);
  if (parsed.success) return parsed.data.id;
  const exchange = { method, path, answer };
  throw new BadAnswer(`zendesk's answer to ${method} ${path} has no id`, "zendesk-bad-answer", exchange);
}

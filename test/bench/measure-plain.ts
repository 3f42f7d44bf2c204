import { setTimeout as pause } from "node:timers/promises";

import zendesk from "node-zendesk";

import { defaultCredentials } from "../../src/sandbox/credentials.ts";
import { clientIdOf, factsOf } from "./bench-clients.ts";
import { startChild } from "./child-process.ts";
import type { Figures, Pace, Step } from "./measure-service.ts";
import type { Account } from "./sandbox-process.ts";
import { stopped } from "./stopped.ts";

/** Calls under way at a time. */
const atATime = 5;

/**
 * The client that everybody writes first: for each record one `createOrUpdate` of node-zendesk, and a pause when
 * Zendesk has had enough. It cannot know what changed, so it writes everything each time.
 */
export async function measurePlain(
  size: number,
  { sandbox: options }: Pace,
  tell: (words: string) => void,
): Promise<Figures[]> {
  await using open = new AsyncDisposableStack();
  const sandbox = await startChild("sandbox-process.ts", options);
  open.defer(async () => await sandbox.close());
  const client = zendesk.createClient({
    endpointUri: new URL("/api/v2", sandbox.url).href,
    username: defaultCredentials.email,
    token: defaultCredentials.apiToken,
    throwOriginalException: true,
  });

  const figures: Figures[] = [];
  for (const step of ["first import", "nothing changed", "1 % changed"] satisfies Step[]) {
    if (step === "1 % changed") await sandbox.ask("edit", 0.01);
    tell(`plain client, ${size} clients, ${step}`);
    await sandbox.ask("forgetCalls");
    const before = await sandbox.ask<Account>("account");
    const startedAt = performance.now();
    const waiting = Array.from({ length: size }, (_, index) => index);
    const work = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        stopped.throwIfAborted();
        for (let waitMs = await write(index); waitMs > 0; waitMs = await write(index)) await pause(waitMs);
      }
    };
    await Promise.all(Array.from({ length: atATime }, work));
    const wallMs = performance.now() - startedAt;
    const { calls, writes, refused, mostCallsInAMinute } = await sandbox.ask<Account>("account");
    figures.push({
      size,
      step,
      calls,
      writes,
      wallMs,
      refused: refused - before.refused,
      mostCallsInAMinute,
    });
  }
  return figures;

  /** Answers how long Zendesk asks to wait, and 0 when it is written. node-zendesk 6 does not throw at a 429. */
  async function write(index: number): Promise<number> {
    const { response } = await client.organizations.createOrUpdate({ organization: rowOf(index) });
    const { status, headers } = response as Response;
    return status === 429 ? Number(headers.get("retry-after")) * 1000 : 0;
  }
}

function rowOf(index: number): object {
  const {
    name,
    segment,
    vertical,
    domains,
    seoAnalyst,
    daAnalyst,
    accountManager,
    clientCenterId,
    clientHubUrn,
  } = factsOf(index);
  const slug = segment.toLowerCase().replaceAll(" ", "_");
  return {
    external_id: clientIdOf(index),
    name,
    domain_names: domains,
    organization_fields: {
      client_segment: `segment_${slug}`,
      client_service_level: `los_${slug}`,
      client_vertical: vertical,
      seo_analyst: seoAnalyst,
      da_analyst: daAnalyst,
      account_manager: accountManager,
      client_center_id: clientCenterId,
      client_hub_urn: clientHubUrn,
    },
  };
}

import { setTimeout as pause } from "node:timers/promises";

import { onboarding, post } from "../support/accounting.ts";
import { countPending, forgetOrganizations } from "./backlog.ts";
import { benchEnvironment } from "./bench-environment.ts";
import type { Stores } from "./bench-stores.ts";
import { startChild } from "./child-process.ts";
import { enterpriseSandbox } from "./enterprise-sandbox.ts";
import type { Account } from "./sandbox-process.ts";
import { stopped } from "./stopped.ts";

/** Live new clients while a backfill runs, nothing compressed. */
export type LiveFigures = {
  /** From the signed message that is sent to the organization that is there, the quickest first (milliseconds). */
  readonly tookMs: readonly number[];
  /** How many clients the backfill still had to do at the end. */
  readonly pending: number;
  readonly refused: number;
  readonly mostCallsInAMinute: number;
};

const liveClients = 15;
const every = 5000;

/** By then the backfill is at its full speed. */
const warmUpMs = 15_000;

const lookEveryMs = 20;
const withinMs = 60_000;

/** Zendesk's own minutes, and a signed webhook for each client. Empties Zendesk, so that everything is to be created. */
export async function measureLive(
  size: number,
  { db, urls }: Stores,
  tell: (words: string) => void,
): Promise<LiveFigures> {
  await using open = new AsyncDisposableStack();
  tell(`${size} clients: all to be created anew, in real time`);
  await forgetOrganizations(db);
  const sandbox = await startChild("sandbox-process.ts", enterpriseSandbox(60_000));
  open.defer(async () => await sandbox.close());
  const service = await startChild(
    "service-process.ts",
    { minuteMs: 60_000 },
    benchEnvironment(sandbox.url, urls),
  );
  open.defer(async () => await service.close());

  await pause(warmUpMs, undefined, { signal: stopped });
  const tookMs: number[] = [];
  for (let number = 1; number <= liveClients; number += 1) {
    stopped.throwIfAborted();
    const clientId = `LIVE-${number}`;
    const startedAt = performance.now();
    const { status } = await post(service.url, onboarding(clientId)[0]);
    if (status !== 202) throw new Error(`the service answered ${status} to a new client`);
    while (!(await sandbox.ask<boolean>("has", clientId))) {
      if (performance.now() - startedAt > withinMs) break;
      await pause(lookEveryMs);
    }
    tookMs.push(performance.now() - startedAt);
    tell(`${clientId} was in Zendesk after ${Math.round(tookMs.at(-1) ?? 0)} ms`);
    await pause(Math.max(0, startedAt + every - performance.now()));
  }
  const { refused, mostCallsInAMinute } = await sandbox.ask<Account>("account");
  const pending = await countPending(db);
  return { tookMs: tookMs.toSorted((one, other) => one - other), pending, refused, mostCallsInAMinute };
}

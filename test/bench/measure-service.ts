import type { SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { requestFullCompare } from "../../src/store/leases/full-compare.ts";
import { importClients, untilDone } from "./backlog.ts";
import { type Child, startChild } from "./child-process.ts";
import { benchEnvironment } from "./bench-environment.ts";
import { openBenchStores, type Stores } from "./bench-stores.ts";
import { measureLive, type LiveFigures } from "./measure-live.ts";
import { peakMb, processorSeconds, resetPeak } from "./process-figures.ts";
import type { Account } from "./sandbox-process.ts";

export type Step = "first import" | "nothing changed" | "1 % changed";

/** What one step cost; without memory and processor time where they are not of interest. */
export type Figures = {
  readonly size: number;
  readonly step: Step;
  readonly calls: number;
  readonly writes: number;
  readonly wallMs: number;
  readonly refused: number;
  readonly mostCallsInAMinute: number;
  readonly peakMb?: number;
  readonly processorSeconds?: number;
};

export type Pace = {
  /** What a minute of Zendesk lasts. */
  readonly minuteMs: number;
  readonly sandbox: SandboxOptions;
};

/** A step that takes longer than so many minutes of Zendesk, and five of ours, has gone wrong. */
const stepWithinMinutes = 120;
const stepWithinOursMs = 5 * 60_000;

/** The pace of writes to one organization is not compressed: a write follows another after three seconds. */
const gatheredMs = 3000;

export type Measured = { readonly figures: readonly Figures[]; readonly live?: LiveFigures };

/** The three steps for this many clients, on stores, a service and a sandbox of their own; `withLive` adds the last. */
export async function measureService(
  size: number,
  pace: Pace,
  withLive: boolean,
  tell: (words: string) => void,
): Promise<Measured> {
  await using open = new AsyncDisposableStack();
  const { db, urls } = await openBenchStores(open);

  const figures = await measureSteps(size, pace, { db, urls }, tell);
  if (!withLive) return { figures };
  return { figures, live: await measureLive(size, { db, urls }, tell) };
}

async function measureSteps(
  size: number,
  { minuteMs, sandbox: options }: Pace,
  { db, urls }: Stores,
  tell: (words: string) => void,
): Promise<Figures[]> {
  await using open = new AsyncDisposableStack();
  const sandbox = await startChild("sandbox-process.ts", options);
  open.defer(async () => await sandbox.close());
  const service = await startChild("service-process.ts", { minuteMs }, benchEnvironment(sandbox.url, urls));
  open.defer(async () => await service.close());

  const steps: readonly { step: Step; begin: () => Promise<unknown> }[] = [
    { step: "first import", begin: async () => await importClients(db, size) },
    { step: "nothing changed", begin: async () => await requestFullCompare(db) },
    { step: "1 % changed", begin: async () => await requestFullCompare(db) },
  ];
  const withinMs = stepWithinMinutes * minuteMs + stepWithinOursMs;
  const figures: Figures[] = [];
  for (const { step, begin } of steps) {
    if (step === "1 % changed")
      tell(`${await sandbox.ask<number>("edit", 0.01)} organizations edited by hand`);
    const told = (pending: number) => tell(`${size} clients, ${step}: ${pending} to go`);
    figures.push({
      size,
      step,
      ...(await measureStep(sandbox, service, async () => {
        await begin();
        await untilDone(db, withinMs, told);
      })),
    });
    await new Promise((resolve) => setTimeout(resolve, gatheredMs));
  }

  const { organizations } = await sandbox.ask<Account>("account");
  const leftEdited = await sandbox.ask<number>("countEdited");
  if (organizations !== size || leftEdited > 0) {
    throw new Error(`${organizations} organizations instead of ${size}, ${leftEdited} not as they should be`);
  }
  return figures;
}

async function measureStep(
  sandbox: Child,
  service: Child,
  perform: () => Promise<void>,
): Promise<Omit<Figures, "size" | "step">> {
  await sandbox.ask("forgetCalls");
  const before = await sandbox.ask<Account>("account");
  const processorBefore = processorSeconds(service.pid);
  resetPeak(service.pid);
  const startedAt = performance.now();
  await perform();
  const wallMs = performance.now() - startedAt;
  const after = await sandbox.ask<Account>("account");
  return {
    calls: after.calls,
    writes: after.writes,
    wallMs,
    refused: after.refused - before.refused,
    mostCallsInAMinute: after.mostCallsInAMinute,
    peakMb: peakMb(service.pid),
    processorSeconds: processorSeconds(service.pid) - processorBefore,
  };
}

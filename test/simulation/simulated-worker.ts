import type { DateTime } from "luxon";

import { attemptBulk, attemptKey, type AttemptPorts } from "../../src/jobs/attempt.ts";
import type { WorkKey } from "../../src/jobs/ports.ts";
import { reconcileClient } from "../../src/jobs/reconcile-client.ts";
import { reconcileClients } from "../../src/jobs/reconcile-clients.ts";
import { repeat } from "../../src/jobs/repeat.ts";
import { sweep } from "../../src/jobs/sweep.ts";
import { createClients } from "../../src/store/clients/clients.ts";
import { createOrganizationLinks } from "../../src/store/clients/organization-links.ts";
import { applyScheduled } from "../../src/store/inbox/scheduled.ts";
import { createWork, listDue } from "../../src/store/leases/work.ts";
import { theCatalogue } from "../support/builders.ts";
import { gatedDatabase } from "./gated-database.ts";
import type { Process } from "./timeline.ts";
import { momentOf, tellError, type World } from "./world.ts";

/** As in the service, of which this is what `attempts.ts`, `working.ts` and the queue's workers put together. */
const roundsInARow = 3;
const keysAtATime = 2;
const atMost = 1000;

/** Slower than in the service, for fewer steps in which nothing happens (milliseconds). */
const everyMs = 5000;

export function startWorker(process: Process, world: World): void {
  const { queue, bug } = world;
  const db = gatedDatabase(process, world);
  const ports = attemptPorts(process, world);

  /** As BullMQ does: what a job throws is told, and the next one taken. */
  async function lookForever(): Promise<void> {
    for (;;) {
      const key = await queue.take(process);
      await look(key).catch((err: unknown) => tellError(world, process, err));
      queue.done(key, process);
    }
  }

  async function look(key: WorkKey): Promise<void> {
    for (let round = 1; round <= roundsInARow; round += 1) {
      const attempts = await world.busy.during(process, async () => await attemptKey(key, ports));
      for (const { pause } of attempts) if (pause) queue.pause(pause.forMs);
      if (!attempts[0]?.again) return;
    }
  }

  for (let loop = 0; loop < keysAtATime; loop += 1) void lookForever();
  const tell = (err: unknown): void => tellError(world, process, err);
  repeat(
    everyMs,
    async () =>
      void (await world.busy.during(process, async () => await attemptBulk("reconcile-client", ports))),
    tell,
  );
  if (bug?.sweeps === false) return;
  const ask = async (): Promise<void> =>
    await sweep({
      listDue: async () => await listDue(db, atMost),
      applyScheduled: async () => await applyScheduled(db, atMost),
      wake: async (keys) => await queue.wake(keys, process),
    });
  repeat(everyMs, ask, tell);
}

function attemptPorts(process: Process, world: World): AttemptPorts {
  const { dice, zendesk, holders, fewAtMost, bug } = world;
  const db = gatedDatabase(process, world);
  const organizations = zendesk.reachedBy(process);
  const now = (): DateTime => momentOf(world.timeline.nowMs + process.skewMs);
  const common = {
    catalogue: theCatalogue,
    now,
    missingFields: async () => [],
    clients: createClients(db),
    links: createOrganizationLinks(db),
    organizations,
  };
  const work = createWork(db);
  return {
    work: holders.watch(bug?.work?.(work) ?? work, process),
    now,
    chance: dice,
    perform: async (leases, hold) =>
      await reconcileClients(leases, {
        ...common,
        hold,
        fewAtMost,
        reconcileOne: async (clientId) => await reconcileClient(clientId, { ...common, hold }),
      }),
  };
}

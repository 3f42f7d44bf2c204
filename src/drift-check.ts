import type { Logger } from "pino";

import type { Catalogue } from "./domain/catalogue/catalogue.ts";
import { changeOfDrift } from "./domain/setup/change-of-drift.ts";
import { planPolicies } from "./domain/setup/plan-policies.ts";
import { inBackground } from "./in-background.ts";
import type { OpenedZendesk } from "./open-zendesk.ts";
import type { Database } from "./store/database.ts";
import { claimDriftCheck, keepDrift } from "./store/history/policy-drift.ts";
import { warnSeldom } from "./warn-seldom.ts";
import { readLiveAccount } from "./zendesk/live-account.ts";

/** How far apart two looks are, whoever takes them (milliseconds). */
const checkEveryMs = 30 * 60_000;

/** How soon a look begins after it is due; what has just been started has better things to do (milliseconds). */
const lookEveryMs = 60_000;

export type DriftCheckOptions = {
  readonly catalogue: Catalogue;
  readonly db: Database;
  readonly zendesk: Pick<OpenedZendesk, "clientFor">;
  readonly log: Logger;
};

/** Looks every half hour whether Zendesk's SLA policies are as the catalogue says. */
export function startDriftCheck(
  options: DriftCheckOptions & {
    /** It is stopped with this. */ readonly open: Pick<AsyncDisposableStack, "defer">;
  },
): void {
  inBackground({
    everyMs: lookEveryMs,
    firstMs: lookEveryMs,
    once: async () => await checkDriftWhenDue(options, checkEveryMs),
    tell: warnSeldom(options.log, "drift.failed"),
    open: options.open,
  });
}

/** Of all workers one looks. What differs is told once when it appears, and once when it is gone. */
export async function checkDriftWhenDue(
  { catalogue, db, zendesk, log }: DriftCheckOptions,
  everyMs: number,
): Promise<void> {
  const before = await claimDriftCheck(db, everyMs);
  if (!before) return;
  const live = await readLiveAccount(zendesk.clientFor("bulk"));
  const { steps } = planPolicies(catalogue, live, { isPruning: false });
  const { appeared, gone } = changeOfDrift(before, steps);
  for (const { id, name, action, changes } of appeared) {
    log.warn({ drift: id, name, mend: action, changes }, "drift.appeared");
  }
  for (const drift of gone) log.info({ drift }, "drift.gone");
  await keepDrift(
    db,
    steps.map(({ id }) => id),
  );
}

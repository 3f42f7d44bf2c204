import type { SetupPlan } from "../domain/setup/setup-step.ts";
import { type SetupRecord, openSetupRecord } from "../store/history/setup-applies.ts";
import { isAgreed } from "./agreed.ts";
import { applySteps, type StepsApplied } from "./apply-steps.ts";
import { exit, type Io, UsageError } from "./io.ts";
import { planLive } from "./live-plan.ts";
import { type OpenSetup, openSetup, withStores } from "./open-setup.ts";
import { reasonFor } from "./reason-for.ts";
import { refusalText } from "./refusal-text.ts";
import { readSavedPlan, savedPlanOf, whyRefused } from "./saved-plan.ts";
import { readSetupArguments, type SetupArguments, setupOptionsOf } from "./setup-options.ts";
import { setupPlanTable } from "./setup-plan-table.ts";
import type { SetupOptions, SetupScope } from "./setup-scope.ts";
import { stopSignal } from "./stop-signal.ts";
import { missingSecret } from "./webhook-secret.ts";

/** Shows the plan, asks, does it step by step, and says what Zendesk signs its events with. */
export async function applySetup(scope: SetupScope, args: readonly string[], io: Io): Promise<number> {
  const given = readSetupArguments(args, scope, "apply");
  if (!given.yes && !io.isTerminal) {
    throw new UsageError("without a terminal to ask at, setup is applied only with --yes");
  }
  await using open = new AsyncDisposableStack();
  const signal = stopSignal(io, open);
  const opened = await openSetup(io);
  const agreed = await agreedPlan(opened, scope, given, io, signal);
  if (!agreed) return exit.problem;
  const { plan, options, reason } = agreed;
  if (plan.steps.length > 0) {
    const stored = await withStores(opened, open);
    const record = await openSetupRecord(stored.db, stored.config.zendesk.url, reason);
    const applied = await apply(plan, record, stored, io, signal);
    if (applied.done < plan.steps.length) return exit.problem;
  }
  const secret = scope.command === "setup" ? await missingSecret(opened, options, signal) : undefined;
  if (secret !== undefined) {
    io.err("Zendesk signs the webhook's events with this secret; the service needs it in its environment:");
    io.out(`ZENDESK_WEBHOOK_SECRETS=${secret}`);
  }
  return exit.done;
}

type AgreedPlan = {
  readonly plan: SetupPlan;
  readonly options: SetupOptions;
  readonly reason: string | null;
};

/** The plan as it is now, or as it was saved; undefined when it is refused, or nobody agrees. */
async function agreedPlan(
  opened: OpenSetup,
  scope: SetupScope,
  given: SetupArguments,
  io: Io,
  signal: AbortSignal,
): Promise<AgreedPlan | undefined> {
  const saved = given.file === undefined ? undefined : await readSavedPlan(given.file, scope);
  const options = saved?.options ?? setupOptionsOf(given, opened.config);
  const planned = await planLive(opened, scope, options, signal);
  const why = saved && whyRefused(saved, await savedPlanOf(opened, scope, options, planned));
  if (why !== undefined) {
    io.err(`${given.file} is refused: ${why}; los ${scope.command} plan shows what there is to do now`);
    return undefined;
  }
  const { plan } = planned;
  io.out(setupPlanTable(plan));
  if (plan.steps.length === 0) return { plan, options, reason: null };
  const reason = await reasonFor(opened.config.zendesk.url, given.reason, io);
  if (!given.yes && !(await isAgreed(io))) return undefined;
  return { plan, options, reason };
}

async function apply(
  { steps }: SetupPlan,
  record: SetupRecord,
  { zendesk }: OpenSetup,
  io: Io,
  signal: AbortSignal,
): Promise<StepsApplied> {
  const applied = await applySteps(steps, { zendesk, record, tell: io.err, signal });
  const { done, stoppedBy } = applied;
  if (done === steps.length) {
    io.out(`All done: ${done} of ${steps.length}.`);
    return applied;
  }
  const left = steps.slice(done);
  io.err(`✖ ${left[0]?.name}: ${refusalText(stoppedBy)}`);
  io.out(
    [
      `${done} of ${steps.length} were done. Not done:`,
      ...left.map(({ name }) => `  ${name}`),
      "Running it again continues; los setup rollback undoes what was done.",
    ].join("\n"),
  );
  return applied;
}

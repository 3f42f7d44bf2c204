import { estimateCalls } from "../domain/setup/plan-calls.ts";
import { exit, type Io } from "./io.ts";
import { planLive } from "./live-plan.ts";
import { openSetup } from "./open-setup.ts";
import { savedPlanOf, writeSavedPlan } from "./saved-plan.ts";
import { readSetupArguments, setupOptionsOf } from "./setup-options.ts";
import { setupPlanTable } from "./setup-plan-table.ts";
import type { SetupScope } from "./setup-scope.ts";

/** Shows what apply would do; changes nothing. */
export async function showSetupPlan(scope: SetupScope, args: readonly string[], io: Io): Promise<number> {
  const given = readSetupArguments(args, scope, "plan");
  const opened = await openSetup(io);
  const options = setupOptionsOf(given, opened.config);
  const planned = await planLive(opened, scope, options);
  const { plan } = planned;
  if (given.out !== undefined) {
    await writeSavedPlan(given.out, await savedPlanOf(opened, scope, options, planned));
  }
  if (given.output === "json") {
    const { url: account } = opened.config.zendesk;
    io.out(JSON.stringify({ account, ...plan, calls: estimateCalls(plan) }, null, 2));
  } else {
    io.out(setupPlanTable(plan));
  }
  return plan.steps.length === 0 ? exit.done : exit.changes;
}

import { parseArgs } from "node:util";

import { exit, type Io, outputOf } from "./io.ts";
import { planLive } from "./live-plan.ts";
import { openSetup } from "./open-setup.ts";
import { setupPlanTable } from "./setup-plan-table.ts";
import { policiesAlone } from "./setup-scope.ts";

/** Zendesk's SLA policies and the catalogue's; changes nothing. */
export async function showDrift(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { output: { type: "string", default: "table" } },
  });
  const output = outputOf(values.output);
  const { plan } = await planLive(await openSetup(io), policiesAlone, { webhookUrl: null, isPruning: false });
  const differs = plan.steps.length > 0;
  if (output === "json") {
    const drift = plan.steps.map(({ id, action, name, changes }) => ({ id, action, name, changes }));
    io.out(JSON.stringify({ drift, notes: plan.notes }, null, 2));
  } else {
    io.out(setupPlanTable(plan));
    if (differs) io.out("This is what los policies apply would mend.");
  }
  return differs ? exit.changes : exit.done;
}

import { policiesAlone } from "./setup-scope.ts";
import { commandOf } from "./subcommands.ts";

const usage = `los policies plan [--prune] [--out FILE] [--output table|json]
los policies apply [FILE] [--prune] [--reason TEXT] [--yes]
los policies drift [--output table|json]
los policies explain --ticket ID | --client ID [--output table|json]

The SLA policies alone, of what los setup looks after.

plan, apply: as those of los setup; los setup rollback undoes either.
drift: says what of Zendesk's SLA policies is not as the catalogue says, and changes nothing. The running service looks
every half hour, and says so in its log when something differs, and when it does no more.
explain: which service level a ticket or a client has, which targets that means and when they are due, and why.

plan and drift exit 2 when something differs, 0 when nothing does.`;

export const policies = commandOf("policies", usage, {
  plan: async () => {
    const { showSetupPlan } = await import("./setup-plan.ts");
    return async (args, io) => await showSetupPlan(policiesAlone, args, io);
  },
  apply: async () => {
    const { applySetup } = await import("./setup-apply.ts");
    return async (args, io) => await applySetup(policiesAlone, args, io);
  },
  drift: async () => (await import("./policies-drift.ts")).showDrift,
  explain: async () => (await import("./policies-explain.ts")).explainPolicies,
});

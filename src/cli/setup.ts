import { wholeSetup } from "./setup-scope.ts";
import { commandOf } from "./subcommands.ts";

const usage = `los setup plan [--webhook-url URL] [--prune] [--out FILE] [--output table|json]
los setup apply [FILE] [--webhook-url URL] [--prune] [--reason TEXT] [--yes]
los setup rollback [--reason TEXT] [--yes]

Makes in Zendesk what the service catalogue asks for: organization fields and their options, schedules with holidays, SLA
policies in their order, group SLA policies where the account has them, and the webhook that tells the service what
happens. What is not ours stays as it is.

plan: shows each change, field by field, and what it takes; changes nothing.
apply: shows the plan, asks, and does it step by step. Stopped halfway, running it again continues. It ends with the
webhook's signing secret where the environment does not have it.
rollback: undoes what was applied last, and says what cannot be undone.
  --webhook-url  where Zendesk sends its events; otherwise /webhooks/zendesk at PUBLIC_URL
  --prune        deletes what is ours and not in the catalogue any more
  --out          saves the plan: apply FILE does exactly that, and refuses when the catalogue or Zendesk has changed since
  --reason       why, kept with what was done; asked for when the account is no sandbox
  --yes          does not ask

plan exits 0 when there is nothing to do, 2 when there are changes; apply exits 0 when all is done, 1 when something is not.`;

export const setup = commandOf("setup", usage, {
  plan: async () => {
    const { showSetupPlan } = await import("./setup-plan.ts");
    return async (args, io) => await showSetupPlan(wholeSetup, args, io);
  },
  apply: async () => {
    const { applySetup } = await import("./setup-apply.ts");
    return async (args, io) => await applySetup(wholeSetup, args, io);
  },
  rollback: async () => (await import("./setup-rollback.ts")).rollBackSetup,
});

import type { Config } from "../config.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { counted } from "../domain/counted.ts";
import type { LiveAccount } from "../domain/setup/live-account.ts";
import { missingFrom } from "../domain/setup/organization-fields.ts";
import { planPolicies } from "../domain/setup/plan-policies.ts";
import { planWebhook } from "../domain/setup/plan-webhook.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";
import { webhookUrlAt } from "./webhook-url.ts";

const mend = "los setup plan shows what is missing, los setup apply makes it";

/** What the service needs to find in Zendesk. */
export function examineSetup(live: LiveAccount, config: Config, catalogue: Catalogue): readonly Finding[] {
  return [...examineFields(live, catalogue), examineWebhook(live, config), examinePolicies(live, catalogue)];
}

function examineFields({ organizationFields }: LiveAccount, catalogue: Catalogue): readonly Finding[] {
  const missing = missingFrom(organizationFields, catalogue);
  if (missing.length === 0) return [ok("fields", "all organization fields and options are there")];
  return missing.map((message) => problem("fields", message, mend));
}

function examineWebhook(live: LiveAccount, { publicUrl }: Config): Finding {
  const url = webhookUrlAt(publicUrl);
  if (url === null) {
    return warning(
      "webhook",
      "nobody said where Zendesk reaches us, so whether it tells us what happens was not looked at",
      "set PUBLIC_URL",
    );
  }
  const [step] = planWebhook(url, live).steps;
  if (!step) return ok("webhook", `Zendesk tells ${url} what happens`);
  if (step.action === "create") return problem("webhook", `none sends events to ${url}`, mend);
  const fields = step.changes.map(({ field }) => field).join(" and ");
  return problem("webhook", `${step.name} has to change to tell ${url} what happens: ${fields}`, mend);
}

function examinePolicies(live: LiveAccount, catalogue: Catalogue): Finding {
  const { steps } = planPolicies(catalogue, live, { isPruning: false });
  if (steps.length === 0) return ok("policies", "all SLA policies are as the catalogue says");
  return warning(
    "policies",
    `${counted(steps.length, "SLA policy change")} would make them as the catalogue says`,
    "los policies drift shows what differs, los policies apply mends it",
  );
}

import { describe, expect, it } from "vitest";

import { loadCatalogue } from "../src/catalogue/load-catalogue.ts";
import { type DriftCheckOptions, checkDriftWhenDue } from "../src/drift-check.ts";
import { uncounted } from "../src/zendesk/budget.ts";
import { createZendesk } from "../src/zendesk/client.ts";
import { emptyAccount, type SetupDesk, shownPolicies } from "./cli/setup-desk.ts";
import { writesIn } from "./cli/client-lists.ts";
import { hearingLog } from "./support/hearing-log.ts";

async function worker({
  sandbox,
  db,
}: SetupDesk): Promise<DriftCheckOptions & { readonly heard: () => readonly string[] }> {
  const { log, lines } = hearingLog();
  const heard = (): readonly string[] => lines().map(({ msg }) => String(msg));
  const { email, apiToken: token } = sandbox.credentials;
  const credentials = { kind: "api-token", email, token } as const;
  const zendesk = createZendesk({ url: sandbox.url, credentials, log, budget: uncounted });
  return { catalogue: await loadCatalogue("config"), db, log, zendesk: { clientFor: () => zendesk }, heard };
}

describe("the check for drift", () => {
  it("tells once what differs, and once that it does no more", async () => {
    const desk = await emptyAccount();
    await desk.run(["policies", "apply", "--yes"]);
    const { heard, ...options } = await worker(desk);
    await checkDriftWhenDue(options, 0);
    expect(heard()).toEqual([]);

    const [first] = await shownPolicies(desk);
    await desk.inZendesk("PUT", `slas/policies/${first?.id}`, { sla_policy: { title: "Gold" } });
    desk.sandbox.forgetCalls();
    await checkDriftWhenDue(options, 0);
    await checkDriftWhenDue(options, 0);
    expect(heard()).toEqual(["drift.appeared"]);
    expect(writesIn(desk.sandbox)).toEqual([]);

    await desk.run(["policies", "apply", "--yes"]);
    await checkDriftWhenDue(options, 0);
    await checkDriftWhenDue(options, 0);
    expect(heard()).toEqual(["drift.appeared", "drift.gone"]);
  });

  it("is made by one of all workers", async () => {
    const desk = await emptyAccount();
    const one = await worker(desk);
    const other = await worker(desk);

    await Promise.all([one, other].map(async (options) => await checkDriftWhenDue(options, 60_000)));

    const [most = [], least] = [one.heard(), other.heard()].toSorted((a, b) => b.length - a.length);
    expect(new Set(most)).toEqual(new Set(["drift.appeared"]));
    expect(least).toEqual([]);
  });
});

import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import type { LiveAccount, LivePolicy } from "../../../src/domain/setup/live-account.ts";
import { estimateCalls } from "../../../src/domain/setup/plan-calls.ts";
import { planSetup, type SetupOptions } from "../../../src/domain/setup/plan-setup.ts";
import { markerIn } from "../../../src/domain/setup/sla-marker.ts";
import { aDepartment, theCatalogue } from "../../support/builders.ts";
import { catalogues } from "./setup-catalogue-arbitraries.ts";
import { accounts } from "./setup-live-arbitraries.ts";
import { simulateSetup } from "./setup-simulator.ts";
import { anAccount } from "./setup-world.ts";

const now = DateTime.fromISO("2026-11-20T15:00:00Z");
const options: fc.Arbitrary<SetupOptions> = fc.record({
  webhookUrl: fc.option(fc.constant("https://los.example/webhooks/zendesk")),
  isPruning: fc.boolean(),
  now: fc.constant(now),
});

describe("any account, with any catalogue", () => {
  it("needs nothing more once the plan is done", () => {
    fc.assert(
      fc.property(catalogues, accounts, options, (catalogue, live, chosen) => {
        const zendesk = simulateSetup(live);
        const plan = planSetup(catalogue, live, chosen);
        zendesk.apply(plan.steps);

        expect(planSetup(catalogue, zendesk.account(), chosen).steps).toEqual([]);
      }),
    );
  });

  it("keeps the policies of others as they were and in their order", () => {
    fc.assert(
      fc.property(catalogues, accounts, options, (catalogue, live, chosen) => {
        const zendesk = simulateSetup(live);
        zendesk.apply(planSetup(catalogue, live, chosen).steps);

        expect(ofOthers(zendesk.account().policies)).toEqual(ofOthers(live.policies));
        expect(ofOthers(zendesk.account().groupPolicies ?? [])).toEqual(ofOthers(live.groupPolicies ?? []));
      }),
    );
  });

  it("loses nothing unless pruning", () => {
    fc.assert(
      fc.property(catalogues, accounts, options, (catalogue, live, chosen) => {
        const { steps } = planSetup(catalogue, live, { ...chosen, isPruning: false });

        expect(steps.flatMap(({ requests }) => requests).filter(({ method }) => method === "DELETE")).toEqual(
          [],
        );
      }),
    );
  });

  it("is as before when the plan is undone, but for the ids of what was deleted", () => {
    fc.assert(
      fc.property(catalogues, accounts, options, (catalogue, live, chosen) => {
        const zendesk = simulateSetup(live);
        const { steps } = planSetup(catalogue, live, chosen);
        zendesk.apply(steps);
        zendesk.undo(steps);

        expect(withoutIds(zendesk.account())).toEqual(withoutIds(live));
      }),
    );
  });

  it("has steps with ids of their own", () => {
    fc.assert(
      fc.property(catalogues, accounts, options, (catalogue, live, chosen) => {
        const ids = planSetup(catalogue, live, chosen).steps.map(({ id }) => id);

        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

it("plans everything for an empty account, and counts the calls", () => {
  const catalogue = {
    ...theCatalogue,
    serviceLevels: theCatalogue.serviceLevels.map((level) => ({
      ...level,
      targetMinutes: { first_reply_time: { urgent: 15 } },
    })),
    departments: [aDepartment("Billing", { groupOwnershipMinutes: { urgent: 30 } })],
    schedules: [
      {
        name: "Office",
        timeZone: "Europe/Berlin",
        intervals: { mon: [{ fromMinute: 540, toMinute: 1020 }] },
        holidays: [{ name: "Christmas", from: "2026-12-25", to: "2026-12-26" }],
      },
    ],
  };
  const plan = planSetup(catalogue, anAccount({ groups: new Map([["billing", 41]]) }), {
    webhookUrl: "https://los.example/webhooks/zendesk",
    isPruning: false,
    now,
  });

  expect(plan.notes).toEqual([]);
  expect(plan.steps.map(({ id }) => id)).toEqual([
    "organization-field client_vertical",
    "organization-field client_segment",
    "organization-field client_service_level",
    "organization-field account_manager",
    "organization-field seo_analyst",
    "organization-field da_analyst",
    "organization-field client_center_id",
    "organization-field client_hub_urn",
    "schedule Office",
    "holiday Office/Christmas 2026-12-25 to 2026-12-26",
    "policy los_vip",
    "policy los_key_account",
    "policy los_corporate",
    "policy los_smb",
    "group-policy Billing",
    "webhook los-sync",
  ]);
  expect(estimateCalls(plan)).toBe(17);
});

function ofOthers(policies: readonly LivePolicy[]): readonly unknown[] {
  return policies
    .filter(({ description }) => markerIn(description) === undefined)
    .map((policy) => ({ ...policy, position: "anywhere" }));
}

function withoutIds(account: LiveAccount): unknown {
  const bare = <Row extends { readonly id: unknown }>(row: Row): Row => ({ ...row, id: "any" });
  return {
    ...account,
    policies: account.policies.map(bare),
    groupPolicies: account.groupPolicies?.map(bare) ?? null,
    schedules: account.schedules.map(({ holidays, ...schedule }) => ({
      ...schedule,
      holidays: holidays.map((holiday) => JSON.stringify(bare(holiday))).sort(),
    })),
  };
}

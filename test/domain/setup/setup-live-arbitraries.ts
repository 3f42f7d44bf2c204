import fc from "fast-check";

import type { LiveAccount, LivePolicy, LiveSchedule } from "../../../src/domain/setup/live-account.ts";
import { requiredFields } from "../../../src/domain/setup/organization-fields.ts";
import { withMarker } from "../../../src/domain/setup/sla-marker.ts";
import { holidays } from "./setup-catalogue-arbitraries.ts";
import { anAccount, aLiveSchedule, aPolicy, aWebhook } from "./setup-world.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

const marked = fc
  .constantFrom("los_vip", "los_corporate", "los_smb", "los_vip/Ads 0", "los_gone", "Billing", "Ads")
  .map((marker) => withMarker("Mine.", marker));
const livePolicy = fc
  .record({
    title: fc.constantFrom("VIP", "SMB", "Others"),
    description: fc.oneof(marked, fc.constantFrom(null, "About los-sync: it is good.")),
    filter: fc.constantFrom<LivePolicy["filter"]>(
      { all: [{ field: "current_tags", operator: "includes", value: "los_vip" }], any: [] },
      { all: [], any: [{ field: "brand_id", operator: "is", value: 5 }] },
      { all: [], any: [] },
    ),
    metrics: fc.subarray([
      { priority: "low", metric: "first_reply_time", targetMinutes: 60, isBusinessHours: true },
      { priority: "urgent", metric: "agent_work_time", targetMinutes: 15, isBusinessHours: false },
    ]),
    metricSettings: fc.constantFrom<LivePolicy["metricSettings"]>(
      {},
      { first_reply_time: { activate_on_ticket_created_for_end_user: true } },
    ),
  })
  .map(aPolicy);

function numbered<Row extends { readonly id: number | string }>(rows: readonly Row[], from: number): Row[] {
  return rows.map((row, index) => ({ ...row, id: from + index, position: index + 1 }));
}

const policies = fc.array(livePolicy, { maxLength: 7 });
const groupPolicies = fc.array(
  livePolicy.map((policy) => ({ ...policy, filter: { ...policy.filter, any: [] }, metricSettings: {} })),
  { maxLength: 4 },
);

const liveSchedule = fc
  .record<Partial<LiveSchedule>>({
    name: fc.constantFrom("Office", "Ber{l}in", "Theirs"),
    timeZone: fc.constantFrom("Pacific Time (US & Canada)", "Berlin"),
    intervals: fc.subarray([
      { start: 0, end: 480 },
      { start: 480, end: 720 },
      { start: 1440, end: 1920 },
    ]),
    holidays: holidays.map((some) =>
      some.map(({ name, from, to }, index) => ({
        id: 700 + index,
        name,
        startDate: from,
        endDate: to,
      })),
    ),
  })
  .map(aLiveSchedule);

const organizationFields = fc.subarray([...requiredFields(aCatalogue())]).chain((fields) =>
  fc.tuple(
    ...fields.map(({ key, type, title, options }, index) =>
      fc.record({
        id: fc.constant(500 + index),
        key: fc.constant(key),
        type: fc.constantFrom(type, type, "checkbox"),
        title: fc.constant(title),
        active: fc.boolean(),
        options: fc
          .subarray([...options, { value: "theirs", name: "Theirs" }])
          .map((kept) =>
            type === "dropdown"
              ? kept.map((option, place) => ({ ...option, id: 5000 + 10 * index + place }))
              : [],
          ),
      }),
    ),
  ),
);

const webhook = fc
  .record({
    name: fc.constantFrom("los-sync", "Theirs"),
    endpoint: fc.constantFrom("https://los.example/webhooks/zendesk", "https://other.example"),
    status: fc.constantFrom("active", "inactive"),
    subscriptions: fc.constantFrom<readonly string[]>(
      ["conditional_ticket_events"],
      ["zen:event-type:user.created", "zen:event-type:ticket.created"],
    ),
  })
  .map(aWebhook);

export const accounts: fc.Arbitrary<LiveAccount> = fc
  .record({
    organizationFields,
    schedules: fc.uniqueArray(liveSchedule, { selector: ({ name }) => name }),
    policies: policies.map((rows) => numbered(rows, 900)),
    groupPolicies: fc.option(groupPolicies.map((rows) => numbered(rows, 800))),
    webhooks: fc
      .array(webhook, { maxLength: 3 })
      .map((rows) => rows.map((row, index) => ({ ...row, id: `W${index}` }))),
    groups: fc
      .subarray<[string, number]>([
        ["money", 41],
        ["da support", 42],
      ])
      .map((entries) => new Map(entries)),
  })
  .map((account) =>
    anAccount({
      ...account,
      schedules: account.schedules.map((one, index) => ({ ...one, id: 70 + index })),
    }),
  );

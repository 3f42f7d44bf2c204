import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { levelOf, serviceLevelTag } from "../../../src/domain/catalogue/catalogue.ts";
import { changeOfTicket, needsGroups } from "../../../src/domain/tickets/decide-ticket.ts";
import { applyChange } from "../../../src/domain/tickets/ticket-knowledge.ts";
import { priorities, type Ticket, ticketStatuses } from "../../../src/domain/tickets/ticket.ts";
import { aDepartment } from "../../support/builders.ts";
import { aCatalogue, aTicket, conditions, smb, vip } from "./ticket-world.ts";
import { runs } from "../../support/runs.ts";

const outages = aCatalogue({
  urgencyRules: [
    { ...conditions({ keywords: ["site down"], serviceLevels: ["VIP"] }), priority: "urgent" },
    { ...conditions({ impact: ["impact_all_sites", "impact_one_site"] }), priority: "high" },
    { ...conditions({ channels: ["voice"] }), priority: "high" },
  ],
  defaultPriority: "low",
  departments: [
    aDepartment("Billing", {
      group: "Billing Desk",
      takes: [conditions({ keywords: ["invoice"] }), conditions({ impact: ["about_money"] })],
    }),
    aDepartment("Phone", { takes: [conditions({ channels: ["voice"] })] }),
    aDepartment("Premium", { takes: [conditions({ serviceLevels: ["VIP"] })] }),
  ],
});
const groups = new Map([
  ["billing desk", 41],
  ["premium", 43],
]);

describe("the level of service of an organization", () => {
  it.each([
    ["los_vip", "VIP"],
    ["LOS_VIP", "VIP"],
    ["los_smb", "SMB"],
    ["los_gone", "SMB"],
    ["", "SMB"],
    [null, "SMB"],
    [undefined, "SMB"],
  ])("whose option is %j is %s", (option, level) => {
    expect(levelOf(option, aCatalogue()).name).toBe(level);
  });
});

describe("the tag of a ticket", () => {
  it.each<[string, Partial<Ticket>, unknown]>([
    ["is added where there is none", { tags: ["billing"] }, { addTags: ["los_vip"], removeTags: [] }],
    [
      "takes the place of another level's",
      { tags: ["los_smb"] },
      { addTags: ["los_vip"], removeTags: ["los_smb"] },
    ],
    ["stays alone", { tags: ["los_smb", "los_vip"] }, { addTags: [], removeTags: ["los_smb"] }],
    ["is the same in capitals", { tags: ["LOS_VIP", "Los_Smb"] }, { addTags: [], removeTags: ["los_smb"] }],
    ["is nothing to write where it is right", { tags: ["a", "los_vip"] }, undefined],
    ["leaves what merely looks like ours", { tags: ["los_angeles", "los_vip", "los_vip_2"] }, undefined],
  ])("%s", (_, ticket, change) => {
    expect(changeOfTicket(aTicket(ticket), vip, aCatalogue(), groups)).toEqual(change);
  });

  it.each(["solved", "closed", "deleted"] as const)("of a %s ticket is left alone", (status) => {
    const ticket = aTicket({ status, tags: [], priority: null, groupId: null });

    expect(changeOfTicket(ticket, vip, outages, groups)).toBeUndefined();
  });
});

describe("a ticket without a priority", () => {
  const priorityOf = (level: typeof vip, ticket: Partial<Ticket>): unknown =>
    changeOfTicket(aTicket({ priority: null, ...ticket }), level, outages, groups)?.priority;

  it.each<[string, typeof vip, Partial<Ticket>, string]>([
    ["that of the first rule that matches", vip, { subject: "SITE DOWN!", channel: "voice" }, "urgent"],
    [
      "that of a later rule when a condition is not met",
      smb,
      { subject: "Site down", channel: "voice" },
      "high",
    ],
    ["that of a rule by words of the description", vip, { description: "our site\ndown since 9" }, "urgent"],
    ["that of a rule by the impact chosen in the form", smb, { tags: ["Impact_One_Site"] }, "high"],
    ["the default when no rule matches", smb, { channel: null }, "low"],
  ])("gets %s", (_, level, ticket, priority) => {
    expect(priorityOf(level, ticket)).toBe(priority);
  });

  it("is the only one that gets one: what somebody chose stays", () => {
    expect(priorityOf(vip, { subject: "site down", priority: "low" })).toBeUndefined();
  });
});

describe("a ticket without a group", () => {
  const groupOf = (ticket: Partial<Ticket>): unknown =>
    changeOfTicket(aTicket({ groupId: null, ...ticket }), vip, outages, groups)?.groupId;

  it.each<[string, Partial<Ticket>, number | undefined]>([
    ["goes to the first department that takes it", { subject: "Invoice 12" }, 41],
    ["goes to a department that takes it for one reason of several", { tags: ["about_money"] }, 41],
    ["goes to a later department", {}, 43],
    ["stays without when Zendesk has no group of that name", { channel: "voice" }, undefined],
    ["is the only one that moves: a group that it has stays", { subject: "Invoice", groupId: 9 }, undefined],
  ])("%s", (_, ticket, groupId) => {
    expect(groupOf(ticket)).toBe(groupId);
  });

  it("needs the groups of Zendesk only if there are departments", () => {
    expect([needsGroups(aCatalogue()), needsGroups(outages)]).toEqual([false, true]);
  });
});

describe("every ticket that is not solved, after our write", () => {
  const tag = fc.constantFrom("los_vip", "LOS_smb", "los_smb", "los_angeles", "billing", "impact_one_site");
  const ticket = fc
    .record({
      status: fc.constantFrom(...ticketStatuses),
      priority: fc.option(fc.constantFrom(...priorities)),
      groupId: fc.option(fc.constantFrom(40, 41)),
      tags: fc.uniqueArray(tag, { selector: (name) => name.toLowerCase() }),
      subject: fc.constantFrom("Site down", "Invoice", "Hello"),
      channel: fc.option(fc.constantFrom("email", "voice")),
    })
    .filter(({ status }) => !["solved", "closed", "deleted"].includes(status))
    .map(aTicket);
  const level = fc.constantFrom(vip, smb);
  const ourTags = new Set(outages.serviceLevels.map(serviceLevelTag));
  const isOurs = (name: string): boolean => ourTags.has(name.toLowerCase());

  it("has one tag of ours, the others it had, a priority, and nothing left to write", () => {
    fc.assert(
      fc.property(ticket, level, (before, promised) => {
        const change = changeOfTicket(before, promised, outages, groups);
        const after = change ? applyChange(before, change) : before;

        expect(after.tags.filter(isOurs).map((name) => name.toLowerCase())).toEqual([
          serviceLevelTag(promised),
        ]);
        expect(after.tags.filter((name) => !isOurs(name))).toEqual(
          before.tags.filter((name) => !isOurs(name)),
        );
        expect(after.priority).not.toBeNull();
        expect(after.priority).toBe(before.priority ?? after.priority);
        expect(after.groupId).toBe(before.groupId ?? after.groupId);
        expect(changeOfTicket(after, promised, outages, groups)).toBeUndefined();
      }),
      runs(100),
    );
  });
});

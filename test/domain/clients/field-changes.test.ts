import { describe, expect, it } from "vitest";

import { fieldChanges } from "../../../src/domain/clients/field-changes.ts";

describe("a change, field by field", () => {
  it.each([
    [
      "of an organization",
      {
        name: "Acme",
        domainNames: ["acme.example"],
        fields: { client_segment: "segment_smb", seo_analyst: "" },
      },
      { name: "Acme Inc", fields: { client_segment: "segment_vip", seo_analyst: "Dana Fox" } },
      ["name: Acme → Acme Inc", "client_segment: segment_smb → segment_vip", "seo_analyst: null → Dana Fox"],
    ],
    [
      "of one that was not there before",
      null,
      { externalId: "C-1", domainNames: ["a.example", "b.example"], fields: { account_manager: null } },
      ["externalId: null → C-1", "domainNames: null → a.example, b.example", "account_manager: null → null"],
    ],
    [
      "of a ticket, whose tags are added and removed",
      { tags: ["los_smb", "other"], priority: null, groupId: 7 },
      { addTags: ["los_vip"], removeTags: ["los_smb"], priority: "high", groupId: 8 },
      ["tags: los_smb → los_vip", "priority: null → high", "groupId: 7 → 8"],
    ],
    [
      "that a message says",
      null,
      { segment: "VIP", domains: null },
      ["segment: null → VIP", "domains: null → null"],
    ],
    [
      "that was cancelled",
      null,
      { changeSetId: "renewals", says: { segment: "VIP" } },
      ["changeSetId: null → renewals", "segment: null → VIP"],
    ],
    ["that nobody knows anything about", "odd", null, []],
  ])("%s", (_, before, change, said) => {
    expect(fieldChanges(before, change).map(({ field, from, to }) => `${field}: ${from} → ${to}`)).toEqual(
      said,
    );
  });
});

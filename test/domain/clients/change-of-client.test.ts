import { describe, expect, it } from "vitest";

import { changeOfClient, type ClientBefore } from "../../../src/domain/clients/change-of-client.ts";
import type { ClientFacts } from "../../../src/domain/clients/client.ts";
import { aClient, aDesire, anOrganization, aStatement, at } from "../../support/builders.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

const vip = { client_segment: "segment_vip", client_service_level: "los_vip" };
const smb = { client_segment: "segment_smb", client_service_level: "los_smb" };

/** In step with Zendesk: everybody agrees that it is a VIP. */
const inStep: ClientBefore = {
  record: aClient({}),
  agreement: { confirmed: aDesire(), isDoubted: false },
  organization: anOrganization(),
};

const toSmb = { segment: "SMB", serviceLevel: null };

describe("a change set, for one client", () => {
  it.each<[string, Partial<ClientFacts>, Partial<ClientBefore>, unknown[]]>([
    [
      "moves both fields",
      toSmb,
      {},
      [
        "changes",
        "segment_vip → segment_smb",
        "los_vip → los_smb",
        { organizationId: 7001, level: "los_smb" },
      ],
    ],
    [
      "moves the segment alone when the level is set apart",
      { segment: "SMB", serviceLevel: "VIP" },
      {},
      ["changes", "segment_vip → segment_smb", null],
    ],
    ["does nothing where it is so", { segment: "VIP", serviceLevel: null }, {}, ["unchanged", null]],
    [
      "is recorded where somebody wrote it into Zendesk before",
      toSmb,
      { organization: anOrganization({ fields: smb }) },
      ["changes", { organizationId: 7001, level: "los_smb" }],
    ],
    [
      "fills what is empty",
      toSmb,
      {
        agreement: { confirmed: null, isDoubted: false },
        organization: anOrganization({ fields: { client_segment: "", client_service_level: null } }),
      },
      ["changes", "null → segment_smb", "null → los_smb", { organizationId: 7001, level: "los_smb" }],
    ],
    [
      "leaves a manual edit alone",
      { segment: "VIP", serviceLevel: null },
      { organization: anOrganization({ fields: smb }) },
      ["edited", null],
    ],
    [
      "restores a manual edit that is to be looked at anyway",
      { segment: "VIP", serviceLevel: null },
      {
        agreement: { confirmed: aDesire(), isDoubted: true },
        organization: anOrganization({ fields: smb }),
      },
      [
        "changes",
        "segment_smb → segment_vip",
        "los_smb → los_vip",
        { organizationId: 7001, level: "los_vip" },
      ],
    ],
    [
      "moves one field and leaves the manual edit of the other alone",
      { segment: "SMB", serviceLevel: "VIP" },
      { organization: anOrganization({ fields: { ...vip, client_service_level: "los_smb" } }) },
      ["edited", "segment_vip → segment_smb", null],
    ],
    ["has to wait for one whose notification has not come", toSmb, { record: undefined }, ["unknown", null]],
    ["finds no organization", toSmb, { organization: undefined }, ["missing", null]],
    ["cannot be written without the segment in the catalogue", { segment: "Gold" }, {}, ["catalogue", null]],
  ])("%s", (_, says, other, expected) => {
    const statement = aStatement(says, { messageId: "msg_2", occurredAt: at(5) });

    const { kind, fields, problem, moved } = changeOfClient(statement, { ...inStep, ...other }, aCatalogue());

    const words = fields.map(({ before, after }) => `${before} → ${after}`);
    expect([problem?.cause ?? kind, ...words, moved]).toEqual(expected);
  });

  it("loses to what was said later, unless that is the same", () => {
    const early = (says: Partial<ClientFacts>) => aStatement(says, { messageId: "msg_0", occurredAt: at(0) });

    expect(changeOfClient(early(toSmb), inStep, aCatalogue()).problem).toEqual({
      cause: "stale",
      newer: { field: "segment", value: "VIP", occurredAt: at(0) },
    });
    expect(changeOfClient(early({ segment: "VIP" }), inStep, aCatalogue()).kind).toBe("unchanged");
  });
});

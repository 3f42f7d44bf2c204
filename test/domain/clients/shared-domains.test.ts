import { describe, expect, it } from "vitest";

import type { ClientRecord } from "../../../src/domain/clients/client.ts";
import { findSharedDomains } from "../../../src/domain/clients/shared-domains.ts";
import { aClient, at } from "../../support/builders.ts";

/** A client that was told to have these domains in that minute. */
function told(
  clientId: string,
  minute: number,
  domains: readonly string[],
  decisions: ClientRecord["decisions"] = {},
): ClientRecord {
  const { fields } = aClient({ name: `Acme ${clientId}` }, clientId);
  const said = { value: domains, occurredAt: at(minute), messageId: "msg_1" };
  return { clientId, fields: { ...fields, domains: said }, decisions };
}

describe("clients that have a domain of another one", () => {
  it.each<[string, readonly ClientRecord[], readonly string[]]>([
    ["are none when each has its own", [told("C-1", 1, ["a.example"]), told("C-2", 2, ["b.example"])], []],
    [
      "are those who were told later",
      [told("C-1", 2, ["a.example"]), told("C-2", 1, ["A.example"])],
      ["a.example of client C-1 is also of client C-2"],
    ],
    [
      "are those with the larger id when both were told at once",
      [told("C-2", 1, ["a.example"]), told("C-1", 1, ["a.example"])],
      ["a.example of client C-2 is also of client C-1"],
    ],
    [
      "name who was first, and all that they share with whomever",
      [
        told("C-1", 1, ["a.example"]),
        told("C-2", 2, ["b.example"]),
        told("C-3", 3, ["b.example", "a.example"]),
      ],
      ["a.example, b.example of client C-3 are also of client C-1"],
    ],
    [
      "are not those from whom it is withheld",
      [told("C-1", 1, ["a.example"]), told("C-2", 2, ["a.example"], { withheldDomains: ["a.example"] })],
      [],
    ],
    ["are not those who name it twice", [told("C-1", 1, ["a.example", "A.example"])], []],
    ["are not those who were told of none", [aClient({}, "C-1"), aClient({ domains: null }, "C-2")], []],
  ])("%s", (_, clients, messages) => {
    expect(findSharedDomains(clients).map(({ message }) => message)).toEqual(messages);
  });

  it("are shown next to each other", () => {
    const clients = [told("C-1", 1, ["a.example"]), told("C-2", 2, ["a.example", "b.example"])];

    expect(findSharedDomains(clients)).toMatchObject([
      {
        clientId: "C-2",
        about: {
          otherClientId: "C-1",
          domains: ["a.example"],
          sides: [
            {
              title: "Client C-2",
              values: { name: "Acme C-2", "shared domains": "a.example", "other domains": "b.example" },
            },
            {
              title: "Client C-1",
              values: { name: "Acme C-1", "shared domains": "a.example", "other domains": null },
            },
          ],
        },
      },
    ]);
  });
});

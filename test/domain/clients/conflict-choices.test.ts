import { describe, expect, it } from "vitest";

import type { About } from "../../../src/domain/clients/conflict.ts";
import { choicesOf, type Standoff } from "../../../src/domain/clients/conflict-choices.ts";

const card = { id: 7009, name: "ACME", externalId: null, domainNames: [] };

function aStandoff({
  about,
  ...other
}: Partial<Omit<Standoff, "about">> & { about?: Partial<About> }): Standoff {
  return {
    cause: "name-taken",
    clientId: "C-1",
    name: "Acme",
    about: { sides: [], ...about },
    holder: null,
    onManualEdit: "report",
    ...other,
  };
}

const untilNextMessage = "ignore: nothing is written for client C-1 until the next message about it";
const adopt =
  'adopt: organization 7009 "ACME" becomes that of client C-1: it gets its external id, and its fields; its tags, notes, users and tickets stay';
const rename =
  'rename: client C-1 gets an organization of its own, by another name, for as long as accounting calls it "Acme"';
const edit: About = {
  organization: card,
  sides: [
    { title: "Accounting", values: { name: "Acme", seo_analyst: null } },
    { title: "Zendesk", values: { name: "ACME", seo_analyst: "by hand" } },
  ],
};
const restoreEdit =
  'restore: organization 7009 gets back what accounting says: name "Acme", seo_analyst nothing';

describe("what a person can decide, and what it will do", () => {
  it.each<[string, Standoff, readonly string[]]>([
    [
      "of a name that is nobody's",
      aStandoff({ about: { organization: card } }),
      [adopt, rename, untilNextMessage],
    ],
    [
      "of a name under an external id that is no client's",
      aStandoff({ about: { organization: { ...card, externalId: "old-17" } } }),
      [
        'adopt: organization 7009 "ACME" becomes that of client C-1: it gets its external id in place of "old-17", which is no client\'s, and its fields; its tags, notes, users and tickets stay',
        rename,
        untilNextMessage,
      ],
    ],
    [
      "of a name of another client of ours",
      aStandoff({ about: { organization: card }, holder: "C-2" }),
      [rename, untilNextMessage],
    ],
    [
      "of a name for which an organization should be renamed",
      aStandoff({ about: { organization: card, ownOrganizationId: 7001 } }),
      [
        'rename: organization 7001 of client C-1 gets another name, for as long as accounting calls it "Acme"',
        untilNextMessage,
      ],
    ],
    ["of a name, when nothing else is known", aStandoff({}), [rename, untilNextMessage]],
    [
      "of an organization that bears the external id of the other client, too",
      aStandoff({
        cause: "organization-shared",
        about: { organization: { ...card, externalId: "c-1" }, otherClientId: "C-1" },
        holder: "C-1",
      }),
      [untilNextMessage],
    ],
    [
      "of an organization that another client is linked to wrongly",
      aStandoff({
        cause: "organization-shared",
        about: { organization: { ...card, externalId: "C-1" }, otherClientId: "C-2" },
        holder: "C-2",
      }),
      [
        "adopt: organization 7009 becomes that of client C-1; client C-2 loses it, and gets one of its own",
        untilNextMessage,
      ],
    ],
    [
      "of an organization that a third client has by now",
      aStandoff({
        cause: "organization-shared",
        about: { organization: { ...card, externalId: "C-1" }, otherClientId: "C-2" },
        holder: "C-3",
      }),
      [untilNextMessage],
    ],
    [
      "of an organization that was deleted",
      aStandoff({ cause: "organization-deleted", about: { ownOrganizationId: 7009 } }),
      [
        "restore: a new organization is created for client C-1, with all that accounting says; what people wrote into organization 7009, and who belonged to it, does not come back",
        untilNextMessage,
      ],
    ],
    [
      "of a manual edit",
      aStandoff({ cause: "manual-edit", about: edit }),
      [
        restoreEdit,
        "ignore: organization 7009 stays as it is, and is not told of until it is changed again or accounting says something else",
      ],
    ],
    [
      "of a manual edit, when the catalogue has them restored by now",
      aStandoff({ cause: "manual-edit", about: edit, onManualEdit: "restore" }),
      [
        restoreEdit,
        "ignore: organization 7009 stays as it is until the next comparison, which restores it: the catalogue says so by now",
      ],
    ],
    [
      "of a domain of two clients",
      aStandoff({
        cause: "domain-shared",
        about: { otherClientId: "C-2", domains: ["a.example", "b.example"] },
      }),
      [
        "withhold: the organization of client C-1 gets a.example, b.example from us no more; what it has already stays until somebody removes it in Zendesk",
        "ignore: clients C-1 and C-2 both have a.example, b.example; nothing is said of it until that changes",
      ],
    ],
  ])("%s", (_, standoff, choices) => {
    expect(choicesOf(standoff).map(({ decision, effect }) => `${decision}: ${effect}`)).toEqual(choices);
  });

  it.each([
    ["Acme", "Acme (C-1)"],
    ["x".repeat(255), `${"x".repeat(249)} (C-1)`],
  ])("renaming starts from a name that fits: %s", (name, proposed) => {
    const renaming = choicesOf(aStandoff({ name })).find(({ decision }) => decision === "rename");

    expect(renaming?.name).toBe(proposed);
  });
});

import { describe, expect, it } from "vitest";

import { type About, type ConflictCause, conflictCauses } from "../../../src/domain/clients/conflict.ts";
import {
  type ClientJob,
  concernedBy,
  type ConflictDecision,
  isBlocking,
  linkToUndo,
  type LinkToUndo,
  unfitDecision,
  untimelyDecision,
} from "../../../src/domain/clients/decide-conflict.ts";

const organization = { id: 7009, name: "ACME", externalId: null, domainNames: [] };

function aDecision(
  cause: ConflictCause,
  decision: ConflictDecision["decision"],
  { name = "", holder = null, ...about }: Partial<About> & { name?: string; holder?: string | null } = {},
): ConflictDecision {
  return {
    id: "3",
    standoff: {
      cause,
      clientId: "C-1",
      name: "Acme",
      about: { sides: [], ...about },
      holder,
      onManualEdit: "report",
    },
    decision,
    name,
  };
}

const taking = aDecision("organization-shared", "adopt", {
  organization,
  otherClientId: "C-2",
  holder: "C-2",
});
const renaming = aDecision("name-taken", "rename", { organization, name: "Acme West" });

describe("a conflict", () => {
  it("blocks its client unless the client can be written all the same", () => {
    expect(conflictCauses.filter(isBlocking)).toEqual([
      "name-taken",
      "organization-shared",
      "organization-deleted",
    ]);
  });
});

describe("a decision concerns", () => {
  it.each<[string, ConflictDecision, readonly string[]]>([
    ["its client", renaming, ["C-1"]],
    ["its client when an organization of nobody is adopted", aDecision("name-taken", "adopt"), ["C-1"]],
    ["both clients when one takes the organization of the other", taking, ["C-1", "C-2"]],
    [
      "its client only when a domain is withheld that another has, too",
      aDecision("domain-shared", "withhold", { otherClientId: "C-2" }),
      ["C-1"],
    ],
  ])("%s", (_, decision, clientIds) => {
    expect(concernedBy(decision)).toEqual(clientIds);
  });
});

describe("a conflict can be decided", () => {
  it.each<[string, ConflictDecision, string | undefined]>([
    ["by a choice that there is", taking, undefined],
    ["by a name that fits", renaming, undefined],
    [
      "not by a choice that there is none of",
      aDecision("name-taken", "restore", { organization }),
      'conflict 3 cannot be decided by "restore": there are adopt, rename, ignore',
    ],
    [
      "not by taking an organization that a third client has by now",
      aDecision("organization-shared", "adopt", { organization, otherClientId: "C-2", holder: "C-3" }),
      'conflict 3 cannot be decided by "adopt": there are ignore',
    ],
    [
      "not by renaming without a name",
      aDecision("name-taken", "rename", { organization }),
      "renaming needs a name",
    ],
    [
      "not by the name that is taken",
      aDecision("name-taken", "rename", { organization, name: "acme" }),
      '"acme" is what organization 7009 is called',
    ],
  ])("%s", (_, decision, why) => {
    expect(unfitDecision(decision)).toBe(why);
  });
});

describe("the time to decide has come", () => {
  const resting: ClientJob = { clientId: "C-1", isPending: false, isHeld: false };
  const waiting: ClientJob = { clientId: "C-1", isPending: true, isHeld: false };
  const ignoring = aDecision("name-taken", "ignore");
  const underWay = (clientId: string): string =>
    `client ${clientId} is being looked at right now: decide again in a few seconds`;

  it.each<[string, ConflictDecision, readonly string[], readonly ClientJob[], string | undefined]>([
    ["when nobody looks at the client", renaming, ["C-1"], [resting], undefined],
    ["when the client has no job", renaming, ["C-1"], [], undefined],
    ["when the client waits, which then goes by the decision", renaming, ["C-1"], [waiting], undefined],
    ["not while an attempt is under way", renaming, ["C-1"], [{ ...waiting, isHeld: true }], underWay("C-1")],
    [
      "not while one is for the client that loses its organization",
      taking,
      ["C-1", "C-2"],
      [resting, { clientId: "C-2", isPending: true, isHeld: true }],
      underWay("C-2"),
    ],
    [
      "not when the organization is another client's by now",
      taking,
      ["C-1", "C-3"],
      [],
      "conflict 3 is with another client by now: look at it again",
    ],
    ["to ignore what blocks a client that rests", ignoring, ["C-1"], [resting], undefined],
    [
      "not to ignore what may be over, as the client is looked at again",
      ignoring,
      ["C-1"],
      [waiting],
      "client C-1 is being looked at again: wait until that is over",
    ],
    [
      "to ignore what does not block, though the client waits",
      aDecision("manual-edit", "ignore"),
      ["C-1"],
      [waiting],
      undefined,
    ],
  ])("%s", (_, decision, lockedIds, jobs, why) => {
    expect(untimelyDecision(decision, lockedIds, jobs)).toBe(why);
  });
});

describe("the link to undo", () => {
  it.each<[string, ConflictDecision, LinkToUndo | undefined]>([
    [
      "is that of the client that loses its organization",
      taking,
      { kind: "forget", clientId: "C-2", organizationId: 7009 },
    ],
    [
      "is the client's own when its organization was deleted",
      aDecision("organization-deleted", "restore", { ownOrganizationId: 7001 }),
      { kind: "forget", clientId: "C-1" },
    ],
    [
      "stays after a manual edit, but for what was agreed",
      aDecision("manual-edit", "restore", { organization }),
      { kind: "unconfirm", clientId: "C-1" },
    ],
    ["is none for an organization of nobody", aDecision("name-taken", "adopt", { organization }), undefined],
    ["is none for another name", renaming, undefined],
    [
      "is none for withheld domains",
      aDecision("domain-shared", "withhold", { otherClientId: "C-2" }),
      undefined,
    ],
    ["is none when all stays as it is", aDecision("organization-deleted", "ignore"), undefined],
  ])("%s", (_, decision, link) => {
    expect(linkToUndo(decision)).toEqual(link);
  });
});

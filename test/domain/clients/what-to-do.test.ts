import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import type { ClientRecord } from "../../../src/domain/clients/client.ts";
import { type ToDo, whatToDo } from "../../../src/domain/clients/what-to-do.ts";
import { aClient, aDesire, at, theCatalogue } from "../../support/builders.ts";

const time = (text: string): DateTime => DateTime.fromISO(`2026-11-20T${text}Z`, { zone: "utc" });
const now = time("15:00:00");
const longAgo = [time("14:00:00")];
const justNow = [time("14:59:59")];

const acme = aClient({});
const asDesired = aDesire();
const other = aDesire({ name: "Acme Ltd" });
const unheardSegment = aClient({ segment: "Platinum" });
const onlyReplied: ClientRecord = {
  clientId: "C-1",
  fields: { seoAnalyst: { value: "Dana Fox", occurredAt: at(0), messageId: "msg_1" } },
};

const nothing: ToDo = { kind: "nothing" };
const look: ToDo = { kind: "look", desired: asDesired };
const gathering: ToDo = { kind: "gathering", until: time("15:00:02") };
const problem: ToDo = { kind: "problem", problem: 'segment "Platinum" is not in the service catalogue' };

describe("a client", () => {
  it.each<[string, ClientRecord | undefined, Parameters<typeof whatToDo>[1], ToDo]>([
    ["that nobody told of: nothing", undefined, undefined, nothing],
    ["of which only a reply came: nothing", onlyReplied, undefined, nothing],
    ["whose segment nobody has heard of: a problem", unheardSegment, undefined, problem],
    [
      "whose segment nobody has heard of, just after a write: a problem still",
      unheardSegment,
      { confirmed: asDesired, writes: justNow },
      problem,
    ],
    ["that is new: look", acme, undefined, look],
    ["that Zendesk agreed to: nothing", acme, { confirmed: asDesired, writes: longAgo }, nothing],
    [
      "that Zendesk agreed to just now: nothing, and nobody waits",
      acme,
      { confirmed: asDesired, isDoubted: false, writes: justNow },
      nothing,
    ],
    [
      "that Zendesk agreed to, but doubted: look",
      acme,
      { confirmed: asDesired, isDoubted: true, writes: longAgo },
      look,
    ],
    [
      "that Zendesk agreed to, but doubted just after a write: gathering",
      acme,
      { confirmed: asDesired, isDoubted: true, writes: justNow },
      gathering,
    ],
    ["of which something else was agreed: look", acme, { confirmed: other, writes: longAgo }, look],
    [
      "of which something else was agreed just now: gathering",
      acme,
      { confirmed: other, writes: justNow },
      gathering,
    ],
    ["that is linked, and nothing was agreed: look", acme, { confirmed: null, writes: [] }, look],
    [
      "whose last write is three seconds ago: look",
      acme,
      { confirmed: other, writes: [time("14:59:57")] },
      look,
    ],
  ])("%s", (_, record, link, toDo) => {
    expect(whatToDo(record, link, theCatalogue, now)).toEqual(toDo);
  });
});

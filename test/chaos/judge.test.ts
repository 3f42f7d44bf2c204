import { describe, expect, it } from "vitest";

import type { Happening, Rest, RestingOrganization, RestingTicket } from "./history.ts";
import { judge } from "./judge.ts";

const law = { minuteMs: 6000, callsPerMinute: 3 };

const acme: RestingOrganization = {
  id: 7,
  external_id: "C-1",
  name: "Acme",
  organization_fields: {
    client_segment: "segment_vip",
    client_service_level: "los_vip",
    seo_analyst: "Kim",
  },
};

const ticket: RestingTicket = { id: 9, organization_id: 7, priority: "high", tags: ["los_vip", "billing"] };

function rest(other: Partial<Rest> = {}): Rest {
  return { kind: "rest", at: 99, organizations: [acme], tickets: [ticket], refused: 0, faults: {}, ...other };
}

function sent(message: string, minute: number, fields: Record<string, string | null>): Happening {
  const occurredAt = `2026-11-20T15:0${minute}:00.000Z`;
  return { kind: "sent", at: minute, message, occurredAt, says: [{ clientId: "C-1", fields }] };
}

function answered(message: string, status: number | null = 202): Happening {
  return { kind: "answered", at: 1, until: 2, message, status };
}

function called(at: number): Happening {
  return { kind: "called", at, until: at + 1, method: "GET", path: "/api/v2/tickets", status: 200 };
}

function wrote(key: string, at: number, until: number): Happening {
  return { kind: "wrote", key, at, until };
}

function frozen(at: number, until: number): Happening {
  return { kind: "disaster", name: "worker frozen", at, until };
}

/** A client, a reply, and a later one. */
const said: readonly Happening[] = [
  sent("m1", 1, { name: "Acme", segment: "VIP" }),
  answered("m1"),
  sent("m3", 3, { seoAnalyst: "Kim" }),
  answered("m3"),
  sent("m2", 2, { seoAnalyst: "Dana" }),
  answered("m2"),
];

describe("the judge is content", () => {
  it.each<[string, Happening[]]>([
    ["when the newest of each field is there", [...said, rest()]],
    [
      "when what nobody answered is not there",
      [...said, sent("m4", 4, { seoAnalyst: "Lee" }), answered("m4", null), rest()],
    ],
    [
      "when what nobody answered is there after all",
      [...said.slice(0, 2), sent("m4", 4, { seoAnalyst: "Kim" }), answered("m4", 503), rest()],
    ],
    [
      "when a client of whom no notification was answered is nowhere",
      [sent("m1", 1, { name: "Acme", segment: "VIP" }), rest({ organizations: [], tickets: [] })],
    ],
    [
      "when one write follows the other, and keys are written at once",
      [...said, wrote("a", 1, 5), wrote("a", 5, 9), wrote("b", 2, 9), rest()],
    ],
    [
      "when a key is written while a call of one that was stopped hangs on after its lease",
      [...said, wrote("a", 1000, 13_000), frozen(2000, 13_000), wrote("a", 11_000, 11_050), rest()],
    ],
    [
      "when a process died at its crash point",
      [
        ...said,
        { kind: "crashed", at: 5, role: "worker", life: 3, point: "before-settle" },
        { kind: "ended", at: 6, role: "worker", life: 3 },
        rest(),
      ],
    ],
    [
      "when as many calls as may be fall within a minute",
      [...said, called(0), called(1), called(2), called(6000), rest()],
    ],
  ])("%s", (_, history) => {
    expect(judge(history, law)).toEqual([]);
  });
});

describe("the judge finds", () => {
  it.each<[string, Happening[], string]>([
    ["a history without an end", [...said], "it never came to rest"],
    [
      "a client that was lost",
      [...said, rest({ organizations: [], tickets: [] })],
      "lost: C-1 has no organization",
    ],
    [
      "a message that was lost",
      [...said, sent("m4", 4, { clientHubUrn: "g5-1" }), answered("m4"), rest()],
      "stale: client_hub_urn of C-1 is null instead of g5-1",
    ],
    [
      "a value that is not the newest",
      [...said, sent("m4", 4, { seoAnalyst: "Lee" }), answered("m4"), rest()],
      "stale: seo_analyst of C-1 is Kim instead of Lee",
    ],
    [
      "the smaller of two message ids of one moment",
      [...said, sent("m4", 3, { seoAnalyst: "Lee" }), answered("m4"), rest()],
      "stale: seo_analyst of C-1 is Kim instead of Lee",
    ],
    [
      "a level that is not that of the segment",
      [...said, sent("m4", 4, { segment: "SMB", serviceLevel: "VIP" }), answered("m4"), rest()],
      "stale: client_segment of C-1 is segment_vip instead of segment_smb",
    ],
    [
      "a client with two organizations",
      [...said, rest({ organizations: [acme, { ...acme, id: 8, external_id: "c-1", name: "Acme 2" }] })],
      "doubled: c-1 has 2 organizations",
    ],
    [
      "an organization that was made twice, and one of them deleted",
      [
        ...said,
        { kind: "created", at: 1, externalId: "C-1" },
        { kind: "created", at: 2, externalId: "C-1" },
        rest(),
      ],
      "doubled: c-1 was created 2 times",
    ],
    [
      "a ticket with another level than its organization",
      [...said, rest({ tickets: [{ ...ticket, tags: ["los_smb"] }] })],
      "stale: ticket 9 has los_smb instead of los_vip",
    ],
    [
      "a ticket with two levels",
      [...said, rest({ tickets: [{ ...ticket, tags: ["los_vip", "los_smb"] }] })],
      "stale: ticket 9 has los_vip, los_smb instead of los_vip",
    ],
    [
      "a ticket without a priority",
      [...said, rest({ tickets: [{ ...ticket, priority: null }] })],
      "lost: ticket 9 has no priority",
    ],
    [
      "two writers at once",
      [...said, wrote("ticket 9", 10, 50), wrote("ticket 9", 40, 60), rest()],
      "two writers: ticket 9 at 40, for 10 ms",
    ],
    [
      "two writers at once within the lease of one that was stopped",
      [...said, wrote("a", 1000, 13_000), frozen(2000, 14_000), wrote("a", 10_900, 10_950), rest()],
      "two writers: a at 10900, for 100 ms",
    ],
    [
      "two writers at once long after another one was stopped",
      [...said, frozen(100, 900), wrote("a", 1000, 13_000), wrote("a", 12_000, 12_050), rest()],
      "two writers: a at 12000, for 1000 ms",
    ],
    [
      "a write within a longer one that another write follows",
      [...said, wrote("a", 10, 90), wrote("a", 90, 99), wrote("a", 20, 30), rest()],
      "two writers: a at 20, for 70 ms",
    ],
    [
      "a sliding minute with more calls than may be",
      [...said, called(5000), called(5999), called(6001), called(7000), rest()],
      "limits: 4 calls in a minute instead of 3",
    ],
    [
      "a process that ended although nobody had killed it",
      [...said, { kind: "ended", at: 5, role: "worker", life: 3 }, rest()],
      "ended: process 3 (worker) at 5, and nobody had killed it",
    ],
    ["a refusal of our own making", [...said, rest({ refused: 1 })], "limits: 1 refusals of our own making"],
  ])("%s", (_, history, problem) => {
    expect(judge(history, law)).toEqual([problem]);
  });
});

import { sql } from "kysely";
import { expect, it } from "vitest";

import type { RecordedCall } from "../../../src/jobs/recorded-call.ts";
import { saveCalls } from "../../../src/store/history/calls.ts";
import { requestAbout, subjectsOf } from "../../../src/store/history/call-subjects.ts";
import { aDesire, anOrganization } from "../../support/builders.ts";
import { freshStore, type Store } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";

const clients = ["C-1", "C-2"].map((key) => ({ kind: "reconcile-client" as const, key }));
const tickets = ["5", "6"].map((key) => ({ kind: "review-ticket" as const, key }));

const aCall = (other: Partial<RecordedCall>): RecordedCall => ({
  at: new Date("2026-11-20T15:00:00Z"),
  method: "PUT",
  path: "/api/v2/organizations/7001.json",
  status: 200,
  tookMs: 12,
  ...other,
});

async function keysIn({ db }: Store): Promise<string[]> {
  const { rows } = await sql<{ keys: string[] }>`select keys from calls order by id`.execute(db);
  return rows.map(({ keys }) => keys.join(" "));
}

it("a call is kept for those that it names, and for all of the attempt when it names none", async () => {
  await using store = await freshStore();
  await store.inbox.accept(
    aMessage(
      "msg_1",
      ["C-1", "C-2"].map((clientId) => ({ clientId, name: clientId, segment: "SMB" })),
    ),
  );
  await store.links.confirm(aDesire({ externalId: "C-1" }), anOrganization({ id: 7001 }));

  await saveCalls(store.db, clients, [
    aCall({}),
    aCall({ path: "/api/v2/organizations.json", request: { organization: { external_id: "C-2" } } }),
    aCall({ path: "/api/v2/organizations/show_many.json?external_ids=C-2,C-1" }),
    aCall({ path: "/api/v2/organizations/update_many.json", request: { organizations: [{ id: 7001 }] } }),
    aCall({ path: "/api/v2/job_statuses/show_many.json?ids=abc" }),
    aCall({ path: "/api/v2/organizations/404.json" }),
  ]);
  await saveCalls(store.db, tickets, [
    aCall({ path: "/api/v2/tickets/5.json" }),
    aCall({ path: "/api/v2/tickets/update_many.json?ids=6,5" }),
  ]);

  expect(await keysIn(store)).toEqual(["C-1", "C-2", "C-1 C-2", "C-1", "C-1 C-2", "C-1 C-2", "5", "5 6"]);
});

it("a call is kept as it was, whatever it said", async () => {
  await using store = await freshStore();
  const request = { ticket: { subject: "nul \0, half \ud83d, \\u0000" } };

  await saveCalls(store.db, tickets, [aCall({ request, answer: "<html>" })]);
  await saveCalls(store.db, tickets, [{ at: new Date(), method: "GET", path: "/", tookMs: 8000 }]);
  await saveCalls(store.db, tickets, []);

  const { rows } = await sql`
    select method, request, status, answer, took_ms from calls order by id`.execute(store.db);
  expect(rows).toEqual([
    {
      method: "PUT",
      request: { ticket: { subject: "nul , half \ufffd, \\u0000" } },
      status: 200,
      answer: "<html>",
      took_ms: 12,
    },
    { method: "GET", request: null, status: null, answer: null, took_ms: 8000 },
  ]);
});

it.each([
  ["/api/v2/organizations/7.json", undefined, ["7"], []],
  ["/api/v2/organizations/7", { organization: { name: "Acme" } }, ["7"], []],
  ["/api/v2/tickets/update_many?ids=5,6", { ticket: { priority: "high" } }, ["5", "6"], []],
  ["/api/v2/tickets/update_many", { tickets: [{ id: 5 }, { id: 6 }] }, ["5", "6"], []],
  ["/api/v2/organizations.json", { organization: { external_id: "C-1" } }, [], ["C-1"]],
  ["/api/v2/organizations/create_many.json", { cut: "the first 9 of 10", beginning: "{" }, [], []],
  ["/api/v2/organizations.json", "text", [], []],
])("%s with %j names %j, %j", (path, request, ids, externalIds) => {
  expect(subjectsOf({ path, request })).toEqual({ ids, externalIds });
});

it.each([
  [{ organizations: [{ id: 7 }, { id: 8 }] }, { organizations: [{ id: 7 }] }],
  [
    { organizations: [{ external_id: "C-2" }, { external_id: "C-1" }] },
    { organizations: [{ external_id: "C-1" }] },
  ],
  [{ organizations: [{ id: 9 }] }, { organizations: [{ id: 9 }] }],
  [{ organization: { id: 7 } }, { organization: { id: 7 } }],
  ["text", "text"],
])("of %j only that of client C-1 with organization 7 is shown: %j", (request, shown) => {
  expect(requestAbout(request, { ids: ["7"], externalIds: ["C-1"] })).toEqual(shown);
});

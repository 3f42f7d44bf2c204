import { DateTime } from "luxon";
import { sql } from "kysely";
import { beforeAll, afterAll, describe, expect, it } from "vitest";

import type { Happening } from "../../../src/operations/client.ts";
import { BadCursor } from "../../../src/operations/refusals.ts";
import { saveCalls } from "../../../src/store/history/calls.ts";
import {
  listActs,
  listClientHappenings,
  listTicketHappenings,
} from "../../../src/store/history/happenings.ts";
import { createJobs } from "../../../src/store/jobs/jobs.ts";
import { aDesire, anOrganization } from "../../support/builders.ts";
import { freshStore, type Store } from "../fresh-store.ts";
import { aMessage, anEvent } from "../messages.ts";

const act = { operator: "eve", reason: "mended" };

let store: Store;
beforeAll(async () => {
  store = await freshStore();
  const { db, inbox, links } = store;
  await inbox.accept(
    aMessage("msg_1", [
      { name: "Acme", segment: "VIP" },
      { clientId: "C-2", name: "Bcme" },
    ]),
  );
  await inbox.accept(aMessage("msg_0", { segment: "SMB" }, { occurredAt: "2020-01-01T00:00:00.000000000Z" }));
  const change = { fields: { account_manager: "Lee Park" } };
  const after = anOrganization({ fields: { account_manager: "Somebody Else" } });
  await links.confirm(aDesire(), after, {
    what: "organization.edited",
    at: DateTime.utc(),
    before: null,
    after,
    change,
  });
  await saveCalls(
    db,
    [
      { kind: "reconcile-client", key: "C-1" },
      { kind: "reconcile-client", key: "C-2" },
    ],
    [
      {
        at: new Date(),
        method: "POST",
        path: "/api/v2/organizations/create_many.json",
        request: { organizations: [{ external_id: "C-1" }, { external_id: "C-2" }] },
        status: 200,
        answer: { job_status: { id: "j" } },
        tookMs: 5,
      },
    ],
  );
  await sql`
    update work set state = 'failed', cause = 'zendesk-422:name', applied_version = 0 where key = 'C-1'`.execute(
    db,
  );
  await createJobs(db, { wake: () => {} }).retryMany({ state: "failed" }, act);
  await sql`
    insert into history (at, ticket_id, what, before, change)
    values (now(), 5, 'ticket.updated', '{"priority": null}', '{"addTags": ["los_vip"], "priority": "high"}')`.execute(
    db,
  );
});
afterAll(async () => await store[Symbol.asyncDispose]());

/** In a line: "call los-sync POST /path". */
const lineOf = ({ type, by, what, reason, changes }: Happening): string =>
  [type, by, what, reason, ...changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`)]
    .filter((part) => part !== null)
    .join(" ");

describe("the history of a client", () => {
  it("is what was told, found, called and done, newest first", async () => {
    const { rows, next } = await listClientHappenings(store.db, "C-1", { limit: 20 });

    expect(rows.map(lineOf)).toEqual([
      "act eve job.retried mended from: null → failed cause: null → zendesk-422:name",
      "call los-sync POST /api/v2/organizations/create_many.json",
      "change zendesk organization.edited account_manager: Lee Park → Somebody Else",
      "message accounting new-client something newer was known segment: null → SMB",
      "message accounting new-client name: null → Acme segment: null → VIP",
    ]);
    expect(next).toBeUndefined();
  });

  it("shows of a call for many what was said of this one", async () => {
    const { rows } = await listClientHappenings(store.db, "C-2", { limit: 20 });

    expect(rows.find(({ type }) => type === "call")?.exchange).toEqual({
      method: "POST",
      path: "/api/v2/organizations/create_many.json",
      request: { organizations: [{ external_id: "C-2" }] },
      status: 200,
      answer: { job_status: { id: "j" } },
    });
  });

  it("is the same page by page", async () => {
    const all = await listClientHappenings(store.db, "C-1", { limit: 20 });
    const seen: Happening[] = [];
    for (let cursor: string | undefined = "", first = true; first || cursor !== undefined; first = false) {
      const page = await listClientHappenings(store.db, "C-1", { limit: 2, ...(!first && { cursor }) });
      seen.push(...page.rows);
      cursor = page.next;
    }

    expect(seen).toEqual(all.rows);
  });

  it("refuses a cursor that no page gave out", async () => {
    const cursor = Buffer.from('["yesterday","call-1"]').toString("base64url");

    await expect(listClientHappenings(store.db, "C-1", { limit: 2, cursor })).rejects.toThrow(BadCursor);
  });
});

it("the history of a ticket is what Zendesk told of it, and what was done to it", async () => {
  await store.inbox.accept(anEvent("evt_5", { kind: "ticket", ticketId: 5, seen: null }));
  await store.inbox.accept(anEvent("evt_6", { kind: "ticket", ticketId: 6, seen: null }));

  const { rows } = await listTicketHappenings(store.db, 5, { limit: 20 });

  expect(rows.map(lineOf)).toEqual([
    expect.stringMatching(/^message zendesk ticket\./),
    "change los-sync ticket.updated tags: null → los_vip priority: null → high",
  ]);
});

describe("what operators did", () => {
  it("is listed newest first, page by page", async () => {
    await sql`
      insert into history (at, client_id, what, actor, reason)
      values (now(), 'C-1', 'job.discarded', 'ann', 'left us'), (now(), null, 'client.forgotten', 'bob', 'asked')`.execute(
      store.db,
    );

    const first = await listActs(store.db, { limit: 2 });
    const rest = await listActs(store.db, { limit: 10, cursor: first.next });

    expect(first.rows.map(({ by, what }) => `${by} ${what}`)).toEqual([
      "bob client.forgotten",
      "ann job.discarded",
    ]);
    expect(rest.rows.map(({ by }) => by)).toEqual(["eve"]);
    expect(rest.next).toBeUndefined();
  });
});

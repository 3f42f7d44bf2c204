import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { ChangeSets } from "../../../src/operations/change-set.ts";
import { NoSuch, NotNow } from "../../../src/operations/refusals.ts";
import { createChangeSets } from "../../../src/store/changes/change-set-operations.ts";
import { at } from "../../support/builders.ts";
import { empty, freshStore, type Store } from "../fresh-store.ts";
import { aMessage, type Said } from "../messages.ts";

let store: Store;
let sets: ChangeSets;
beforeAll(async () => {
  store = await freshStore();
  sets = createChangeSets(store.db);
});
beforeEach(async () => {
  await empty(store);
  await store.inbox.accept(aMessage("msg_1", { name: "Acme", segment: "VIP", serviceLevel: "Key Account" }));
  await sql`insert into organization_links (client_id, organization_id) values ('C-1', 7)`.execute(store.db);
  await sql`
    insert into tickets (ticket_id, organization_id, status) values (1, 7, 'open'), (2, 7, 'solved'), (3, 8, 'new')`.execute(
    store.db,
  );
});
afterAll(async () => await store[Symbol.asyncDispose]());

const act = { operator: "ada", reason: "the contract was extended" };
const inACentury = "2126-12-01T08:00:00.000000000Z";

async function send(id: string, changes: readonly Said[], effectiveAt: string | null): Promise<void> {
  await store.inbox.accept(
    aMessage(`msg_${id}`, changes, {
      kind: "segment-changes",
      changeSetId: id,
      effectiveAt,
      occurredAt: at(1),
    }),
  );
}

describe("a change set", () => {
  it("shows for each client what is to come, what it has now, and which tickets that concerns", async () => {
    await send("december", [{ segment: "SMB" }, { clientId: "C-404", segment: "SMB" }], inACentury);

    expect(await sets.find("december")).toEqual({
      set: expect.objectContaining({ id: "december", scheduled: 2 }),
      changes: [
        {
          clientId: "C-1",
          name: "Acme",
          effectiveAt: new Date(inACentury),
          state: "scheduled",
          says: { segment: "SMB" },
          segment: "VIP",
          serviceLevel: "Key Account",
          openTickets: 1,
        },
        expect.objectContaining({ clientId: "C-404", name: null, segment: null, openTickets: 0 }),
      ],
    });
    expect(await sets.list()).toMatchObject([{ id: "december" }]);
    expect(await sets.find("unheard")).toBeUndefined();
  });

  it("that took effect shows what became of it", async () => {
    await send("now", [{ segment: "SMB" }], null);

    expect(await sets.find("now")).toMatchObject({
      changes: [{ clientId: "C-1", state: "applied", effectiveAt: null, segment: "SMB" }],
    });
  });

  it("is cancelled by somebody for a reason, which is in the history of its clients", async () => {
    await send("december", [{ segment: "SMB" }], inACentury);

    expect(await sets.cancel("december", act)).toBe(1);

    const history = store.db.selectFrom("history").select(["client_id", "what", "actor", "reason"]);
    expect(await history.execute()).toEqual([
      { client_id: "C-1", what: "change.cancelled", actor: "ada", reason: "the contract was extended" },
    ]);
    await expect(sets.cancel("december", act)).rejects.toThrow(NotNow);
  });

  it("that nobody sent cannot be cancelled", async () => {
    await expect(sets.cancel("unheard", act)).rejects.toThrow(NoSuch);
  });
});

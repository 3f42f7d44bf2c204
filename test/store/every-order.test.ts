import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { type ClientRecord, isKnown, merge } from "../../src/domain/clients/client.ts";
import type { Message } from "../../src/jobs/inbox.ts";
import { createClients } from "../../src/store/clients/clients.ts";
import { openDatabase } from "../../src/store/database.ts";
import { createInbox } from "../../src/store/inbox/inbox.ts";
import { at } from "../support/builders.ts";
import { empty, freshStore, type Store, workOf } from "./fresh-store.ts";
import { aMessage } from "./messages.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => await empty(store));
afterAll(async () => await store[Symbol.asyncDispose]());

const clientIds = ["C-1", "C-2", "C-3", "C-4", "c-1"];

const said = fc.record(
  {
    name: fc.constantFrom("Acme", "Bcme"),
    segment: fc.constantFrom("VIP", "SMB"),
    serviceLevel: fc.option(fc.constantFrom("Corporate")),
    seoAnalyst: fc.option(fc.constantFrom("Dana", "Kim")),
    domains: fc.option(fc.subarray(["a.example", "b.example"])),
  },
  { requiredKeys: [] },
);

/** Messages about some of the same clients, each in an order of its own, each sent once or more. */
const traffic = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 999 }),
      clients: fc.shuffledSubarray(clientIds, { minLength: 1 }),
      said: fc.array(said, { minLength: clientIds.length, maxLength: clientIds.length }),
      minute: fc.nat(5),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 20 },
  )
  .map((drafts) =>
    drafts.map((draft) =>
      aMessage(
        `msg_${draft.id}`,
        draft.clients.map((clientId, one) => ({ clientId, ...draft.said[one] })),
        { occurredAt: at(draft.minute) },
      ),
    ),
  )
  .chain((messages) =>
    fc.record({
      messages: fc.constant(messages),
      toOne: fc.shuffledSubarray(messages, { minLength: messages.length }),
      toOther: fc.shuffledSubarray([...messages, ...messages].map((message) => ({ ...message }))),
    }),
  );

/** What the records must be, without a database. */
function folded(messages: readonly Message[]): Map<string, ClientRecord> {
  const records = new Map<string, ClientRecord>();
  for (const statement of messages.flatMap(({ statements }) => statements)) {
    const record = records.get(statement.clientId) ?? { clientId: statement.clientId, fields: {} };
    records.set(statement.clientId, merge(record, statement).record);
  }
  return records;
}

describe("messages about the same clients, sent to two processes at once in any order", () => {
  it("never block each other, and end in what all of them say together", { timeout: 60_000 }, async () => {
    const otherDb = await openDatabase(store.url);
    const inboxes = [createInbox(store.db), createInbox(otherDb)] as const;

    await fc.assert(
      fc.asyncProperty(traffic, async ({ messages, toOne, toOther }) => {
        await empty(store);

        const answers = await Promise.all([
          ...toOne.map(async (message) => await inboxes[0].accept(message)),
          ...toOther.map(async (message) => await inboxes[1].accept(message)),
        ]);

        expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(messages.length);
        for (const [clientId, record] of folded(messages)) {
          expect(await createClients(store.db).find(clientId)).toMatchObject(record);
          expect((await workOf(store, clientId))?.state).toBe(isKnown(record) ? "pending" : undefined);
        }
      }),
      { numRuns: 25 },
    );
    await otherDb.destroy();
  });
});

import { DateTime } from "luxon";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { listOpenOnboardings, recordReminders } from "../../../src/store/clients/onboardings.ts";
import { at } from "../../support/builders.ts";
import { empty, freshStore, type Store } from "../fresh-store.ts";
import { aMessage } from "../messages.ts";

describe("onboardings that are open", () => {
  let store: Store;
  beforeAll(async () => void (store = await freshStore()));
  afterAll(async () => await store[Symbol.asyncDispose]());
  beforeEach(async () => await empty(store));

  const listed = async () => await listOpenOnboardings(store.db, DateTime.utc().plus({ minutes: 1 }));
  const missing = async () =>
    (await listed()).map((one) => [one.clientId, ...one.missing.map(({ step }) => step)]);
  const announce = async (clientId: string, kind = "new-client") =>
    void (await store.inbox.accept(
      aMessage(clientId, { clientId, name: clientId, segment: "VIP" }, { kind }),
    ));
  const reply = async (id: string, says: object) =>
    void (await store.inbox.accept(aMessage(id, says, { kind: "assignments", occurredAt: at(1) })));

  it("miss what nobody has replied, until all is there; that there is nobody is a reply", async () => {
    await announce("C-1");
    expect(await missing()).toEqual([["C-1", "da-reply", "account-management-reply", "ids"]]);

    await reply("msg_da", { seoAnalyst: "Dana", daAnalyst: null });
    expect(await missing()).toEqual([["C-1", "account-management-reply", "ids"]]);

    await reply("msg_am", { accountManager: "Lee", clientCenterId: null, clientHubUrn: "urn" });
    expect(await missing()).toEqual([]);
  });

  it("are not those of clients of which no notification came, or that came in a list", async () => {
    await reply("msg_da", { seoAnalyst: "Dana" });
    await announce("C-2", "client-list");

    expect(await listed()).toEqual([]);
  });

  it("began when the first notification was received, the oldest first", async () => {
    await announce("C-2");
    await announce("C-1");
    await store.inbox.accept(aMessage("again", { clientId: "C-2", name: "Other", segment: "VIP" }));

    const [first, second] = await listed();
    expect([first?.clientId, second?.clientId]).toEqual(["C-2", "C-1"]);
    expect(first).toMatchObject({ name: "Other", reminders: [] });
    expect(Math.abs(first!.since.diffNow().toMillis())).toBeLessThan(60_000);
    expect(await listOpenOnboardings(store.db, DateTime.utc().minus({ minutes: 10 }))).toEqual([]);
  });

  it("know who was reminded, and when", async () => {
    await announce("C-1");
    await announce("C-2");
    await recordReminders(store.db, "da", ["C-1", "C-2"]);
    await recordReminders(store.db, "account-management", ["C-2"]);

    const [one, other] = await listed();
    expect(one?.reminders.map(({ to }) => to)).toEqual(["da"]);
    expect(other?.reminders.map(({ to }) => to)).toEqual(["da", "account-management"]);
    expect(one?.reminders[0]?.at.isValid).toBe(true);
  });

  it("of more than two thousand are the oldest and the newest: an old one is not over because others began", async () => {
    await store.inbox.accept({
      ...aMessage("msg_1", []),
      statements: Array.from({ length: 2100 }, (_, index) => ({
        clientId: `C-${1000 + index}`,
        messageId: "msg_1",
        occurredAt: at(0),
        says: { name: "Acme", segment: "VIP" },
      })),
    });

    const ids = (await listed()).map(({ clientId }) => clientId);

    expect([ids.length, ids[0], ids[999], ids[1000], ids.at(-1)]).toEqual([
      2000,
      "C-1000",
      "C-1999",
      "C-2100",
      "C-3099",
    ]);
  });

  it("that are forgotten while a reminder is mailed leave nothing behind", async () => {
    await announce("C-1");
    await announce("C-2");
    const [erased, reminded] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const forgetting = store.db.transaction().execute(async (tx) => {
      await tx.deleteFrom("clients").where("client_id", "=", "C-1").execute();
      erased.resolve();
      await reminded.promise;
    });
    await erased.promise;
    const recording = recordReminders(store.db, "da", ["C-1", "C-2"]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    reminded.resolve();
    await Promise.all([forgetting, recording]);

    const rows = await store.db.selectFrom("history").select("client_id").execute();
    expect(rows).toEqual([{ client_id: "C-2" }]);
  });
});

import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { sql } from "kysely";

import { claimAccount, OtherAccount } from "../../src/store/claim-account.ts";
import { freshStore, type Store } from "./fresh-store.ts";

let store: Store;
beforeAll(async () => (store = await freshStore()));
beforeEach(async () => await sql`truncate zendesk_account`.execute(store.db));
afterAll(async () => await store[Symbol.asyncDispose]());

it("a database is of the account that came first, however often it comes again", async () => {
  await claimAccount(store.db, "acme.zendesk.com");

  await claimAccount(store.db, "acme.zendesk.com");
  await expect(claimAccount(store.db, "other.zendesk.com")).rejects.toThrow(OtherAccount);
  await claimAccount(store.db, "acme.zendesk.com");
});

it("of several that come first at once, it is of one", async () => {
  const names = ["a", "b", "c", "d", "e"];

  const claims = await Promise.allSettled(names.map(async (name) => await claimAccount(store.db, name)));

  expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

it("goes with its account to another address, and back only when that is said", async () => {
  await claimAccount(store.db, "acme.zendesk.com");

  await claimAccount(store.db, "acme-care.zendesk.com", "acme.zendesk.com");

  await claimAccount(store.db, "acme-care.zendesk.com", "acme.zendesk.com");
  await expect(claimAccount(store.db, "acme.zendesk.com")).rejects.toThrow(OtherAccount);
});

it("does not go over to an account whose former name is not the one it knows", async () => {
  await claimAccount(store.db, "acme.zendesk.com");

  await expect(claimAccount(store.db, "other.zendesk.com", "another.zendesk.com")).rejects.toThrow(
    "the database belongs to acme.zendesk.com, not to other.zendesk.com",
  );
});

import { createHash } from "node:crypto";

import { expect, test } from "vitest";

import { createSessions } from "../../src/store/sessions.ts";
import { freshStore } from "./fresh-store.ts";

const later = (): Date => new Date(Date.now() + 60_000);
const before = (): Date => new Date(Date.now() - 1000);

const tokenHash = createHash("sha256").update("a token").digest();

test("a session is found by its id alone, whose hash is all that is kept", async () => {
  await using store = await freshStore();
  const sessions = createSessions(store.db);
  const id = await sessions.open({ name: "Ada", tokenHash }, later());
  expect(Buffer.from(id, "base64url")).toHaveLength(32);
  const found = await sessions.find(id);
  expect(found).toMatchObject({ name: "Ada", tokenHash });
  expect(found?.secret).toHaveLength(32);
  expect(await sessions.find(`${id}x`)).toBeUndefined();
  const [kept] = await store.db.selectFrom("sessions").selectAll().execute();
  expect(JSON.stringify(kept)).not.toContain(id);
  expect(kept?.id_hash.equals(Buffer.from(id, "base64url"))).toBe(false);
});

test("a session that is over or closed is not found, and goes when the next is opened", async () => {
  await using store = await freshStore();
  const sessions = createSessions(store.db);
  const over = await sessions.open({ name: "Ada", tokenHash }, before());
  const closed = await sessions.open({ name: "Ada", tokenHash }, later());
  await sessions.close(closed);
  expect(await sessions.find(over)).toBeUndefined();
  expect(await sessions.find(closed)).toBeUndefined();
  await sessions.open({ name: "Bo", tokenHash }, later());
  expect(await store.db.selectFrom("sessions").select("name").execute()).toEqual([{ name: "Bo" }]);
});

test("a nonce is spent once, whoever of many comes first", async () => {
  await using store = await freshStore();
  const sessions = createSessions(store.db);
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => await sessions.spend("nonce", later())),
  );
  expect(answers.filter(Boolean)).toHaveLength(1);
});

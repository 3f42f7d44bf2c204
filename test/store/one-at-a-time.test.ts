import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { oneAtATime } from "../../src/store/one-at-a-time.ts";
import { freshStore, type Store } from "./fresh-store.ts";

describe("one at a time", () => {
  let store: Store;
  beforeAll(async () => void (store = await freshStore()));
  afterAll(async () => await store[Symbol.asyncDispose]());

  const run = async (name: string) => await oneAtATime(store.db, name, async () => "ran");

  it("runs what nobody runs, whatever else is run", async () => {
    const answers = await oneAtATime(store.db, "watch", async () => [await run("watch"), await run("other")]);

    expect(answers).toEqual([undefined, "ran"]);
    expect(await run("watch")).toBe("ran");
  });

  it("runs what failed again", async () => {
    const failing = oneAtATime(store.db, "watch", async () => {
      throw new Error("zendesk is away");
    });

    await expect(failing).rejects.toThrow("zendesk is away");
    expect(await run("watch")).toBe("ran");
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Ending } from "../src/jobs/ports.ts";
import type { Channel } from "../src/notify/channel.ts";
import type { JobFilter } from "../src/operations/job.ts";
import { createConflicts } from "../src/store/conflicts/conflicts.ts";
import { requestFullCompare } from "../src/store/leases/full-compare.ts";
import { createJobs } from "../src/store/jobs/jobs.ts";
import { createOverviews } from "../src/store/watch/overview.ts";
import { type WatchOptions, watchWhenDue } from "../src/watching.ts";
import { empty, freshStore, type Store } from "./store/fresh-store.ts";
import { aMessage } from "./store/messages.ts";
import { at, theCatalogue as catalogue } from "./support/builders.ts";
import { hearingLog } from "./support/hearing-log.ts";

const act = { operator: "Pat", reason: "the field is there again" };
const failed: Ending = { kind: "failed", cause: "zendesk-404", detail: { message: "not found" } };
const conflict: Ending = { kind: "conflict", cause: "name-taken", detail: { message: "taken" } };

describe("whoever watches", () => {
  let store: Store;
  beforeAll(async () => void (store = await freshStore()));
  afterAll(async () => await store[Symbol.asyncDispose]());
  beforeEach(async () => await empty(store));

  const say = async (id: string, name = "Acme", occurredAt = at(0)) =>
    void (await store.inbox.accept(aMessage(id, { name, segment: "VIP" }, { occurredAt })));

  async function end(ending: Ending): Promise<void> {
    const lease = await store.work.take({ kind: "reconcile-client", key: "C-1" });
    await store.work.settleAll([{ lease: lease!, ending }]);
  }

  const jobs = () => createJobs(store.db, { wake: () => undefined });
  const retry = async (filter: JobFilter = {}) => void (await jobs().retryMany(filter, act));

  /** Somebody who is told, what they heard, and a look. */
  function listening(onTold: () => Promise<void> = async () => {}) {
    const subjects: string[] = [];
    const channel: Channel = {
      name: "slack",
      async tell({ subject }) {
        subjects.push(subject);
        await onTold();
      },
    };
    const wake = () => undefined;
    const conflicts = createConflicts(store.db, { catalogue, wake, zendeskUrl: "https://acme.zendesk.com" });
    const overview = createOverviews(store.db, { jobs: jobs(), conflicts, overdueAfterMs: {} });
    const options: WatchOptions = {
      channels: [channel],
      mailer: undefined,
      sender: { account: "acme.zendesk.com", publicUrl: undefined },
      operations: { jobs: jobs(), conflicts, overview },
      catalogue,
      db: store.db,
      log: hearingLog().log,
    };
    return { subjects, look: async () => await watchWhenDue(options, 0) };
  }

  it.each<[string, () => Promise<unknown>]>([
    ["the daily comparison", async () => await requestFullCompare(store.db)],
    ["a re-run of many", async () => await retry()],
    ["a message", async () => await say("msg_2", "Acme Inc", at(1))],
  ])("does not say that failures are over, nor that they began, for %s", async (_, startAgain) => {
    const { subjects, look } = listening();
    await say("msg_1");
    await end(failed);
    await look();

    await startAgain();
    await look();
    await end({ kind: "retry", cause: "zendesk-503", afterMs: 0, detail: { message: "away" } });
    await look();
    await end(failed);
    await look();
    expect(subjects).toEqual([expect.stringContaining("zendesk-404")]);

    await retry();
    await end({ kind: "done" });
    await look();
    expect(subjects).toEqual([expect.stringContaining("zendesk-404"), expect.stringContaining("over")]);
  });

  it("says that failures are over when what is tried again becomes a conflict", async () => {
    const { subjects, look } = listening();
    await say("msg_1");
    await end(failed);
    await look();

    await retry();
    await end(conflict);
    await look();
    expect(subjects).toHaveLength(2);
  });

  it("does not say that failures are over when the re-run is stopped", async () => {
    const { subjects, look } = listening();
    await say("msg_1");
    await end(failed);
    await look();

    const { id } = await jobs().retryMany({}, act);
    await look();
    await jobs().stopRetry(id, act);
    await look();
    expect(subjects).toHaveLength(1);
  });

  it("tells once, also when telling takes longer than until the next look is due", async () => {
    const { promise: enough, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: telling, resolve: begin } = Promise.withResolvers<void>();
    const { subjects, look } = listening(async () => {
      begin();
      await enough;
    });
    await say("msg_1");
    await end(failed);

    const first = look();
    await telling;
    const second = look();
    await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 1000))]);
    letGo();
    await Promise.all([first, second]);
    await look();

    expect(subjects).toHaveLength(1);
  });
});

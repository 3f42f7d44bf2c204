import { describe, expect, it } from "vitest";

import { fakeOperations } from "../support/fake-operations.ts";
import { aJob } from "../support/operations-world.ts";
import { refusal, refusalOf } from "./app-under-test.ts";
import { ask, startOperations } from "./asking.ts";

describe("a re-run of many", () => {
  const jobs = [aJob({ id: "1" }), aJob({ id: "2" }), aJob({ id: "3", cause: "name-taken" })];
  const filter = { cause: "zendesk-422:name" };

  it("says first how many it would be, and does nothing", async () => {
    const operations = fakeOperations({ jobs });
    await using under = await startOperations(operations);

    const response = await ask(under, "/api/jobs/retry", { body: { filter, dryRun: true } });

    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      count: 2,
      examples: [{ id: "1", clientName: "Acme" }, { id: "2" }],
    });
    expect(operations.done).toEqual([]);
  });

  it("is watched and stopped by its id", async () => {
    const operations = fakeOperations({ jobs });
    await using under = await startOperations(operations);

    const begun = await ask(under, "/api/jobs/retry", { as: "operator", body: { filter, reason: "mended" } });
    const watched = await ask(under, "/api/retries/1");
    const all = await ask(under, "/api/retries");
    const stopped = await ask(under, "/api/retries/1/stop", { body: {} });

    expect(begun.statusCode).toBe(202);
    expect(begun.json()).toMatchObject({
      retry: { id: "1", count: 2, operator: "otto", reason: "mended", filter },
    });
    expect(watched.json()).toEqual(begun.json());
    expect(all.json()).toEqual({ retries: [begun.json<{ retry: object }>().retry] });
    expect(stopped.json()).toMatchObject({ retry: { state: "stopped" } });
  });

  it.each([
    [{}, "filter"],
    [{ filter: { couse: "name-taken" } }, "filter.couse"],
    [{ filter: { ids: ["1", "x"] } }, "filter.ids[1]"],
    [{ filter: { ids: [] } }, "filter.ids"],
    [{ filter: { since: 5 } }, "filter.since"],
    [{ filter: { attempts: 1_000_001 } }, "filter.attempts"],
    [{ filter: { clientId: "a\u0000b" } }, "filter.clientId"],
    [{ filter: {}, dryRun: "yes" }, "dryRun"],
    [{ filter: {}, dryrun: true }, "dryrun"],
    [[], ""],
  ])("is refused for %j, so that nothing is run by mistake", async (body, path) => {
    const operations = fakeOperations({ jobs });
    await using under = await startOperations(operations);

    const response = await ask(under, "/api/jobs/retry", { body });

    expect(refusalOf(response)).toEqual(refusal(422, "invalid-request"));
    expect(response.json()).toMatchObject({ errors: [{ path }] });
    expect(operations.done).toEqual([]);
  });
});

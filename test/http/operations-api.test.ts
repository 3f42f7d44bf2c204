import { describe, expect, it } from "vitest";

import { fakeOperations } from "../support/fake-operations.ts";
import { aHappening } from "../support/operations-world.ts";
import { refusal, refusalOf } from "./app-under-test.ts";
import { ask, startOperations } from "./asking.ts";

describe("what is not there", () => {
  it.each([
    "/api/jobs/8",
    "/api/jobs/latest",
    "/api/jobs/007",
    "/api/jobs/99999999999999999999",
    "/api/retries/5",
    "/api/clients/C-2",
    `/api/clients/${"x".repeat(101)}`,
    "/api/clients/a%00b",
    "/api/conflicts/3",
    "/api/change-sets/2020-01",
    "/api/tickets/none/history",
    "/api/nothing",
  ])("%s is 404", async (url) => {
    await using under = await startOperations(fakeOperations({ happenings: [aHappening] }));

    expect(refusalOf(await ask(under, url))).toEqual(refusal(404, "not-found"));
  });

  it.each([
    ["/api/jobs/7", "GET, HEAD"],
    ["/api/conflicts/17/resolve", "POST"],
    ["/api/jobs/retry", "GET, HEAD, POST"],
  ])("(a method of %s) is 405, and names the ones it takes", async (url, allow) => {
    await using under = await startOperations();

    const response = await under.app.inject({ method: "DELETE", url });

    expect(refusalOf(response)).toEqual(refusal(405, "method-not-allowed"));
    expect(new Set(String(response.headers["allow"]).split(", "))).toEqual(new Set(allow.split(", ")));
  });
});

describe("the log", () => {
  it("says who did what, and nothing of who looked", async () => {
    await using under = await startOperations();

    await ask(under, "/api/jobs/7");
    await ask(under, "/api/jobs/7/retry", { as: "operator", body: { reason: "mended" } });

    expect(under.lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        msg: "operations.acted",
        operator: "otto",
        role: "operator",
        action: "retry",
        path: "/api/jobs/:id/retry",
        of: { id: "7" },
      }),
    ]);
  });
});

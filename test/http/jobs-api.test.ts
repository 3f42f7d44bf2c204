import { describe, expect, it } from "vitest";

import { fakeOperations } from "../support/fake-operations.ts";
import { aJob } from "../support/operations-world.ts";
import { refusal, refusalOf } from "./app-under-test.ts";
import { ask, startOperations } from "./asking.ts";

describe("jobs", () => {
  it("are listed with client, cause, request and answer, dates as text", async () => {
    await using under = await startOperations();

    const response = await ask(under, "/api/jobs?state=failed&cause=&clientId=&limit=10&cursor=");

    expect(response.json()).toEqual({
      jobs: [
        {
          id: "7",
          kind: "reconcile-client",
          key: "C-1",
          state: "failed",
          cause: "zendesk-422:name",
          message: "Zendesk refused the name",
          attempts: 1,
          urgency: "live",
          clientId: "C-1",
          clientName: "Acme",
          ticketId: null,
          dirtySince: "2026-11-20T17:30:00.000Z",
          changedAt: "2026-11-20T17:30:00.000Z",
          nextAttemptAt: null,
          request: {
            method: "POST",
            path: "/api/v2/organizations.json",
            body: { organization: { name: "Acme" } },
          },
          answer: { status: 422, body: { error: "RecordInvalid" } },
        },
      ],
      nextCursor: null,
    });
  });

  it("that nobody was called for have no request, and an unanswered one no answer", async () => {
    const unanswered = aJob({ id: "8", exchange: { method: "GET", path: "/api/v2/users/me.json" } });
    await using under = await startOperations(
      fakeOperations({ jobs: [aJob({ exchange: null, client: null }), unanswered] }),
    );

    const { jobs } = (await ask(under, "/api/jobs")).json<{ jobs: object[] }>();

    expect(jobs).toEqual([
      expect.objectContaining({ clientId: null, clientName: null, request: null, answer: null }),
      expect.objectContaining({
        request: { method: "GET", path: "/api/v2/users/me.json", body: null },
        answer: null,
      }),
    ]);
  });

  it("go on where the page before ended", async () => {
    const jobs = ["1", "2", "3"].map((id) => aJob({ id }));
    await using under = await startOperations(fakeOperations({ jobs }));
    const page = async (query: string) =>
      (await ask(under, `/api/jobs?limit=2${query}`)).json<{ jobs: { id: string }[]; nextCursor: string }>();

    const first = await page("");
    const second = await page(`&cursor=${first.nextCursor}`);

    expect(first.jobs.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(second.jobs.map(({ id }) => id)).toEqual(["3"]);
    expect(second.nextCursor).toBeNull();
  });

  it.each([
    ["state=failed", ["1"]],
    ["state=conflict", ["2"]],
    ["cause=name-taken", ["2"]],
    ["kind=review-ticket", ["3"]],
    ["clientId=C-2", ["2"]],
    ["ticketId=35436", ["3"]],
    ["attempts=3", ["2"]],
    ["since=2026-11-20T18:00:00Z", ["3"]],
    ["until=2026-11-20T19:00:00%2B01:00", ["1", "2"]],
    ["state=failed&cause=name-taken", []],
  ])("are filtered by %s", async (query, ids) => {
    const jobs = [
      aJob({ id: "1" }),
      aJob({
        id: "2",
        state: "conflict",
        cause: "name-taken",
        attempts: 3,
        client: { id: "C-2", name: null },
      }),
      aJob({
        id: "3",
        kind: "review-ticket",
        state: "pending",
        ticketId: 35_436,
        cause: null,
        changedAt: new Date("2026-11-20T18:00:00Z"),
      }),
    ];
    await using under = await startOperations(fakeOperations({ jobs }));

    const { jobs: found } = (await ask(under, `/api/jobs?${query}`)).json<{ jobs: { id: string }[] }>();

    expect(found.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ["state=broken", "state"],
    ["state=failed&state=ok", "state"],
    ["kind=reconcile", "kind"],
    ["limit=0", "limit"],
    ["limit=201", "limit"],
    ["limit=ten", "limit"],
    ["since=yesterday", "since"],
    ["attempts=-1", "attempts"],
    ["attempts=1000001", "attempts"],
    ["ticketId=1e3", "ticketId"],
    ["cause=a%00b", "cause"],
    ["clientId=a%00b", "clientId"],
    ["cursor=a%00b", "cursor"],
    ["cursor=elsewhere", "cursor"],
    ["constructor=1", "constructor"],
    ["__proto__=1", "__proto__"],
  ])("cannot be asked for by %s", async (query, path) => {
    await using under = await startOperations();

    const response = await ask(under, `/api/jobs?${query}`);

    expect(refusalOf(response)).toEqual(refusal(422, "invalid-request"));
    expect(response.json()).toMatchObject({ errors: [{ path, message: expect.stringMatching(/\w/) }] });
  });

  it("are grouped by cause", async () => {
    await using under = await startOperations();

    expect((await ask(under, "/api/jobs/causes")).json()).toEqual({
      causes: [
        expect.objectContaining({ cause: "zendesk-422:name", count: 1, firstAt: "2026-11-20T17:30:00.000Z" }),
      ],
    });
  });

  it("are retried by whom and why, or for no reason and without a body", async () => {
    const operations = fakeOperations({ jobs: [aJob()] });
    await using under = await startOperations(operations);

    const told = await ask(under, "/api/jobs/7/retry", { as: "operator", body: { reason: " mended " } });
    const silent = await under.app.inject({
      method: "POST",
      url: "/api/jobs/7/retry",
      headers: { authorization: "Bearer token-of-ada-admin" },
    });

    expect([told.statusCode, silent.statusCode]).toEqual([202, 202]);
    expect(told.json()).toMatchObject({ job: { id: "7", state: "pending" } });
    expect(operations.done).toEqual([
      { what: "retry", to: "7", operator: "otto", reason: "mended" },
      { what: "retry", to: "7", operator: "ada", reason: "" },
    ]);
  });

  it.each([{}, { reason: "" }, { reason: "  " }, { reason: 7 }, { reason: "a\u0000b" }])(
    "are not discarded for %j",
    async (body) => {
      const operations = fakeOperations({ jobs: [aJob()] });
      await using under = await startOperations(operations);

      const response = await ask(under, "/api/jobs/7/discard", { body });

      expect(refusalOf(response)).toEqual(refusal(422, "invalid-request"));
      expect(response.json()).toMatchObject({ errors: [{ path: "reason" }] });
      expect(operations.done).toEqual([]);
    },
  );

  it("that did not stop are not discarded now", async () => {
    await using under = await startOperations(fakeOperations({ jobs: [aJob({ state: "ok" })] }));

    const response = await ask(under, "/api/jobs/7/discard", { body: { reason: "nobody needs it" } });

    expect(refusalOf(response)).toEqual(refusal(409, "not-now"));
    expect(response.json<{ detail: string }>().detail).toBe("job 7 is ok");
  });
});

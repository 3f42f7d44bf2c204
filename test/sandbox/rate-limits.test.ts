import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";

const list = "/api/v2/organizations.json";

describe("the allowance of the account", () => {
  it("is told in every answer, in every spelling", async () => {
    const { now } = clockAt("2026-11-20T15:00:13.4Z");
    await using zendesk = await calling({ now });

    await zendesk.call("GET", list);
    const { headers } = await zendesk.call("GET", list);

    expect(Object.fromEntries(headers)).toMatchObject({
      "x-rate-limit": "700",
      "x-rate-limit-remaining": "698",
      "rate-limit": "700",
      "rate-limit-remaining": "698",
      "rate-limit-reset": "47",
      "ratelimit-limit": "700",
      "ratelimit-remaining": "698",
      "ratelimit-reset": "47",
    });
  });

  it("ends in a 429 that says when to come back, and is new with the next minute", async () => {
    const clock = clockAt("2026-11-20T15:00:50Z");
    await using zendesk = await calling({ now: clock.now, requestsPerMinute: 2 });
    await zendesk.call("GET", list);
    await zendesk.call("GET", list);

    const refused = await zendesk.call("GET", list);
    clock.set("2026-11-20T15:01:00Z");
    const { status } = await zendesk.call("GET", list);

    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("10");
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
    expect(refused.body).toEqual({
      error: "APIRateLimitExceeded",
      description: "Number of allowed API requests per minute exceeded",
    });
    expect(status).toBe(200);
    expect(zendesk.sandbox.calls.map((call) => call.limit)).toEqual([null, null, "account", null]);
  });
});

describe("five updates a minute", () => {
  it("is what one organization takes, by PUT and create_or_update together", async () => {
    const clock = clockAt("2026-11-20T15:00:40Z");
    await using zendesk = await calling({ now: clock.now });
    const id = await zendesk.create({ name: "Acme", external_id: "C-1" });
    const other = await zendesk.create({ name: "Bright" });
    const put = (organization: number, notes: string): ReturnType<typeof zendesk.call> =>
      zendesk.call("PUT", `/api/v2/organizations/${organization}`, { organization: { notes } });

    for (const notes of ["1", "2", "3", "4"]) await put(id, notes);
    await zendesk.call("POST", "/api/v2/organizations/create_or_update", {
      organization: { external_id: "C-1", notes: "5" },
    });
    clock.set("2026-11-20T15:01:10.5Z");
    const sixth = await put(id, "6");
    const elsewhere = await put(other, "1");
    clock.set("2026-11-20T15:01:40Z");
    const later = await put(id, "7");

    expect(sixth.status).toBe(429);
    expect(sixth.headers.get("retry-after")).toBe("30");
    expect(sixth.body).toEqual({
      errors: [{ code: "TooManyRequests", title: "Too many requests to update" }],
    });
    expect([elsewhere.status, later.status]).toEqual([200, 200]);
    expect(zendesk.sandbox.calls.filter((call) => call.limit === "organization")).toMatchObject([
      { status: 429, applied: false, organizationId: id, body: { organization: { notes: "6" } } },
    ]);
  });

  it("does not count what people do in Zendesk's own pages", async () => {
    await using zendesk = await calling();
    const id = await zendesk.create({ name: "Acme" });

    for (const notes of ["1", "2", "3", "4", "5", "6", "7"]) zendesk.sandbox.editOrganization(id, { notes });
    const answer = await zendesk.call("PUT", `/api/v2/organizations/${id}`, {
      organization: { details: "x" },
    });

    expect(answer.status).toBe(200);
    expect(await zendesk.show(id)).toMatchObject({ notes: "7", details: "x" });
    expect(zendesk.sandbox.usage.organizationUpdates.usedBy).toEqual([{ organizationId: id, used: 1 }]);
  });
});

describe("a minute", () => {
  it("of every limit can be made shorter", async () => {
    const clock = clockAt("2026-11-20T15:00:00.2Z");
    await using zendesk = await calling({
      now: clock.now,
      minuteMs: 1000,
      requestsPerMinute: 8,
      incrementalExportsPerMinute: 1,
      organizations: [{ name: "Acme" }],
    });
    const put = (): ReturnType<typeof zendesk.call> =>
      zendesk.call("PUT", "/api/v2/organizations/31204500002322", { organization: { notes: "x" } });
    const exported = (): ReturnType<typeof zendesk.call> =>
      zendesk.call("GET", "/api/v2/incremental/organizations?start_time=0");

    const statuses = [];
    for (const ask of [put, put, put, put, put, put, exported, exported, put]) statuses.push(await ask());
    clock.set("2026-11-20T15:00:01.2Z");
    const later = [await put(), await exported()];

    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 200, 429, 429]);
    expect(statuses.at(-1)!.headers.get("retry-after")).toBe("1");
    expect(later.map(({ status }) => status)).toEqual([200, 200]);
    expect(zendesk.sandbox.usage.refused).toEqual({
      account: 1,
      organization: 1,
      ticket: 0,
      "tickets-update": 0,
      incremental: 1,
      jobs: 0,
    });
  });

  it("wherever it began is looked at for the most calls, those refused or struck included", async () => {
    const clock = clockAt("2026-11-20T15:00:50Z");
    await using zendesk = await calling({ now: clock.now, requestsPerMinute: 2 });
    const ask = async (time: string, count: number): Promise<void> => {
      clock.set(time);
      for (let index = 0; index < count; index += 1) await zendesk.call("GET", list);
    };

    await ask("2026-11-20T15:00:50Z", 3);
    zendesk.sandbox.tellFaults([{ kinds: ["429"] }]);
    await ask("2026-11-20T15:01:49.999Z", 2);
    await ask("2026-11-20T15:01:50Z", 1);

    expect(zendesk.sandbox.usage.mostCallsInAMinute).toBe(5);
    expect(zendesk.sandbox.usage.refused.account).toBe(1);
  });
});

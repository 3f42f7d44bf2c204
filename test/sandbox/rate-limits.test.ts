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

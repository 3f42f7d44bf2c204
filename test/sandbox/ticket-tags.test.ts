import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";

const path = "/api/v2/tickets/1/tags.json";

describe("the tags of a ticket", () => {
  it.each([
    ["GET", undefined, 200, ["legacy", "west"]],
    ["PUT", ["west", "New"], 200, ["legacy", "west", "new"]],
    ["POST", ["new"], 201, ["new"]],
    ["DELETE", ["legacy", "unknown"], 200, ["west"]],
  ])("after %s of %j are answered with %i", async (method, sent, status, tags) => {
    await using zendesk = await calling({ tickets: [{ tags: ["legacy", "west"] }] });

    const answer = await zendesk.call(method, path, sent && { tags: sent });

    expect([answer.status, answer.body]).toEqual([status, { tags }]);
    expect(zendesk.sandbox.account.tickets.get(1)).toMatchObject({ tags });
  });

  it("stay as they are once it is closed", async () => {
    await using zendesk = await calling({ tickets: [{ status: "closed" }] });

    const { status } = await zendesk.call("PUT", path, { tags: ["new"] });

    expect(status).toBe(422);
  });

  it("stay as they are when it is newer than a safe update knows", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    zendesk.sandbox.createTicket({});
    clock.set("2026-11-20T15:00:01Z");
    zendesk.sandbox.editTicket(1, { priority: "low" });
    const put = (stamp: string): ReturnType<typeof zendesk.call> =>
      zendesk.call("PUT", path, { tags: ["new"], safe_update: "true", updated_stamp: stamp });

    const [outdated, latest] = [await put("2026-11-20T15:00:00Z"), await put("2026-11-20T15:00:01Z")];

    expect([outdated.status, latest.status]).toEqual([409, 200]);
  });

  it("count as an update of the ticket when they are PUT", async () => {
    await using zendesk = await calling({ tickets: [{}] });

    await zendesk.call("POST", path, { tags: ["a"] });
    const { headers } = await zendesk.call("PUT", path, { tags: ["b"] });

    expect(headers.get("zendesk-ratelimit-tickets-update")).toContain("remaining=99");
    expect(zendesk.sandbox.usage.ticketUpdates).toMatchObject({
      used: 1,
      usedBy: [{ ticketId: 1, used: 1 }],
    });
  });
});

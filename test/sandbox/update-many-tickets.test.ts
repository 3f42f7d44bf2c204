import { describe, expect, it, vi } from "vitest";
import { calling, clockAt } from "./calling.ts";
import { atOnce, finished, shownJob } from "./jobs.ts";
import { soon } from "./soon.ts";

const path = "/api/v2/tickets/update_many";
const updated = { action: "update", status: "Updated", success: true };
const failed = { action: "update", success: false };

describe("update_many of tickets", () => {
  it("gives one change to all tickets in ?ids=, and tells which could not have it", async () => {
    const tickets = [{ tags: ["los_smb", "web"] }, { status: "closed" as const }, { tags: ["los_smb"] }];
    await using zendesk = await calling({ tickets, jobs: atOnce });

    const answer = await zendesk.call("PUT", `${path}.json?ids=1,2,3,7`, {
      ticket: { additional_tags: ["los_vip"], remove_tags: ["los_smb"] },
    });
    const { results } = await finished(zendesk, answer);

    expect(results).toEqual([
      { ...updated, id: 1 },
      { ...failed, id: 2, error: "RecordInvalid", details: "closed prevents ticket update" },
      { ...updated, id: 3 },
      { ...failed, id: 7, error: "RecordNotFound", details: "Not found" },
    ]);
    expect(zendesk.sandbox.account.tickets.list().map(({ tags }) => tags)).toEqual([
      ["web", "los_vip"],
      [],
      ["los_vip"],
    ]);
  });

  it("gives each ticket its own change, unless it is newer than the caller knows", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now, jobs: atOnce });
    for (const subject of ["A", "B"]) zendesk.sandbox.createTicket({ subject });
    const safely = { safe_update: true, updated_stamp: "2026-11-20T15:00:00Z" };
    clock.set("2026-11-20T15:00:05Z");
    zendesk.sandbox.editTicket(2, { priority: "low" });

    const answer = await zendesk.call("PUT", path, {
      tickets: [
        { id: 1, priority: "high", additional_tags: ["los_vip"], ...safely },
        { id: 2, priority: "urgent", ...safely },
      ],
    });
    const { results } = await finished(zendesk, answer);

    expect(results).toMatchObject([
      { ...updated, id: 1 },
      { ...failed, id: 2, error: "UpdateConflict" },
    ]);
    expect(zendesk.sandbox.account.tickets.list()).toMatchObject([
      { priority: "high", tags: ["los_vip"], updated_at: "2026-11-20T15:00:05Z" },
      { priority: "low" },
    ]);
  });

  it.each([
    [{ safe_update: true }, "updated_stamp"],
    [{ updated_stamp: "2026-11-20T15:00:00Z" }, "safe_update"],
  ])("refuses a batch whose rows have %j alone", async (alone, missing) => {
    await using zendesk = await calling({ tickets: [{}, {}] });

    const { status, text } = await zendesk.call("PUT", path, {
      tickets: [
        { id: 1, priority: "high" },
        { id: 2, priority: "high", ...alone },
      ],
    });

    expect([status, text]).toEqual([400, `Required parameter missing: ${missing}`]);
    expect(zendesk.sandbox.jobs).toEqual([]);
  });

  it("leaves alone what was changed while the job was queued", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({
      now: clock.now,
      tickets: [{}],
      jobs: { startDelayMs: 50, rowsPerSecond: Infinity },
    });

    const answer = await zendesk.call("PUT", `${path}?ids=1`, { ticket: { priority: "high" } });
    clock.set("2026-11-20T15:00:01Z");
    zendesk.sandbox.editTicket(1, { subject: "Edited" });
    const { results } = await finished(zendesk, answer);

    expect(results).toMatchObject([{ ...failed, id: 1, error: "UpdateConflict" }]);
  });

  it("takes no more than a hundred", async () => {
    await using zendesk = await calling();
    const rows = Array.from({ length: 101 }, (_, index) => ({ id: index + 1 }));

    const bulk = await zendesk.call("PUT", `${path}?ids=${rows.map(({ id }) => id).join(",")}`, {
      ticket: { priority: "high" },
    });
    const batch = await zendesk.call("PUT", path, { tickets: rows });

    for (const { status, text } of [bulk, batch]) {
      expect(status).toBe(400);
      expect(text).toContain("TooManyValues");
    }
  });

  it("tells its job in the call, and is done by the user of the API", async () => {
    await using zendesk = await calling({ tickets: [{}], jobs: atOnce });
    const actors = new Set<number>();
    zendesk.sandbox.account.changes.listen(({ actorId }) => actors.add(actorId));

    const job = shownJob(await zendesk.call("PUT", `${path}?ids=1`, { ticket: { priority: "high" } }));
    await vi.waitUntil(() => zendesk.sandbox.usage.jobs.inFlight === 0, soon);

    expect(zendesk.sandbox.calls.at(-1)).toMatchObject({ jobId: job.id, applied: true });
    expect([...actors]).toEqual([31204500000146]);
  });
});

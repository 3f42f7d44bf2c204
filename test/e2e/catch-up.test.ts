import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { connectDatabase } from "../../src/store/database.ts";
import { levelTags } from "../support/level-tags.ts";
import { eventually, type Running, startRunning, startServiceFor } from "../support/running.ts";

/** What Zendesk's minute lasts here: of it the exports withhold the last one, and five of them are between two readings. */
const minuteMs = 1500;

describe("tickets of which no event came", () => {
  let running: Running;
  beforeAll(async () => {
    running = await startRunning({
      sandbox: {
        minuteMs,
        jobs: { startDelayMs: 100, rowsPerSecond: 500 },
        organizations: [{ name: "Acme", organization_fields: { client_service_level: "los_vip" } }],
      },
    });
  });
  afterAll(async () => await running[Symbol.asyncDispose]());

  const acme = () => running.sandbox.account.organizations.list()[0]!;
  const wrong = () =>
    running.sandbox.account.tickets
      .list()
      .filter(({ tags, priority }) => priority === null || String(levelTags(tags)) !== "los_vip");

  it("are right after one sweep", async () => {
    for (let index = 0; index < 120; index += 1) {
      running.sandbox.createTicket({ organization_id: acme().id, tags: [] });
    }

    await eventually("a ticket right", () => wrong().length < 120, 6 * minuteMs + 5000);
    await eventually("every ticket right", () => wrong().length === 0);
    expect(running.sandbox.account.tickets.size).toBe(120);
  });

  it("are right within one sweep of a start, when they came while the service was down", async () => {
    await running.service.close();
    for (let index = 0; index < 30; index += 1) {
      running.sandbox.createTicket({ organization_id: acme().id });
    }
    running.sandbox.editTicket(1, { remove_tags: ["los_vip"] });
    await new Promise((resolve) => setTimeout(resolve, 2 * minuteMs));
    expect(wrong()).toHaveLength(31);

    const service = await startServiceFor(running.env, "all", minuteMs);
    try {
      await eventually("every ticket right", () => wrong().length === 0, 6 * minuteMs + 5000);
    } finally {
      await service.close();
    }
  });

  it("cost a call or two when there is nothing to catch up with, and no token of their own", async () => {
    const service = await startServiceFor(running.env, "all", minuteMs);
    try {
      await new Promise((resolve) => setTimeout(resolve, 6 * minuteMs));
      running.sandbox.forgetCalls();
      await new Promise((resolve) => setTimeout(resolve, 6 * minuteMs));
      const calls = running.sandbox.calls.filter(({ path }) => path.startsWith("/api/"));
      expect(calls.filter(({ path }) => !path.includes("/incremental/"))).toEqual([]);
      expect(calls.length).toBeLessThanOrEqual(4);
      expect(running.sandbox.calls.filter(({ path }) => path.startsWith("/oauth/"))).toEqual([]);
    } finally {
      await service.close();
    }
  });

  it("are right when Zendesk no longer takes the place where reading went on", async () => {
    const db = connectDatabase(running.env["DATABASE_URL"]!);
    await db
      .updateTable("sweeps")
      .set({ cursor: "no such place" })
      .where("name", "=", "catch-up-tickets")
      .execute();
    await db.destroy();
    running.sandbox.editTicket(2, { remove_tags: ["los_vip"] });

    const service = await startServiceFor(running.env, "all", minuteMs);
    try {
      await eventually("every ticket right", () => wrong().length === 0, 20 * minuteMs);
      expect(levelTags(running.sandbox.account.tickets.get(2)!.tags)).toEqual(["los_vip"]);
    } finally {
      await service.close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { envelope, post } from "../support/accounting.ts";
import { levelTags } from "../support/level-tags.ts";
import { eventually, type Running, startRunning } from "../support/running.ts";

const clientCount = 300;
const openTickets = 1500;

describe("a change set of 300 clients with 1,500 open tickets", () => {
  let running: Running;
  let calls: ReturnType<typeof apiCalls> = [];
  const done: number[] = [];

  beforeAll(async () => {
    const clients = Array.from({ length: clientCount }, (_, index) => ({
      clientId: `C-${index}`,
      name: `Client ${index}`,
    }));
    running = await startRunning({
      webhooks: true,
      sandbox: {
        organizations: clients.map(({ clientId, name }) => ({
          external_id: clientId,
          name,
          organization_fields: { client_segment: "segment_corporate", client_service_level: "los_corporate" },
        })),
      },
    });
    const { sandbox, url } = running;
    const occurredAt = "2026-11-20T15:00:00Z";
    await Promise.all(
      clients.map(
        async (client) =>
          await post(url, envelope("new-client", { ...client, segment: "Corporate", occurredAt })),
      ),
    );
    const organizations = sandbox.account.organizations.list();
    for (let index = 0; index < openTickets + 100; index += 1) {
      const status = index < openTickets ? "open" : index % 2 === 0 ? "solved" : "closed";
      const organization_id = organizations[index % clientCount]!.id;
      const { id } = sandbox.createTicket({ organization_id, status, priority: "normal" });
      if (status !== "open") done.push(id);
    }
    await sandbox.deliveriesSettled();
    await eventually("a quiet service", quiet, 60_000);

    sandbox.forgetCalls();
    await post(
      url,
      envelope("segment-changes", {
        changeSetId: "2026-12",
        occurredAt: "2026-11-21T15:00:00Z",
        changes: clients.map(({ clientId }) => ({ clientId, segment: "VIP" })),
      }),
    );
    await eventually("all organizations and tickets right", () => wrong().length === 0, 120_000);
    await sandbox.deliveriesSettled();
    await eventually("a quiet service", quiet, 60_000);
    calls = apiCalls();
  }, 300_000);
  afterAll(async () => await running[Symbol.asyncDispose]());

  const apiCalls = () => running.sandbox.calls.filter(({ path }) => path.startsWith("/api/"));

  /** Three seconds without a call. */
  async function quiet(): Promise<boolean> {
    const before = apiCalls().length;
    await new Promise((resolve) => setTimeout(resolve, 3000));
    return apiCalls().length === before;
  }

  const tickets = () => running.sandbox.account.tickets.list();
  const wrong = () => [
    ...running.sandbox.account.organizations
      .list()
      .filter(
        ({ organization_fields: fields }) =>
          fields["client_segment"] !== "segment_vip" || fields["client_service_level"] !== "los_vip",
      ),
    ...tickets().filter(({ status, tags }) => status === "open" && String(levelTags(tags)) !== "los_vip"),
  ];

  /** For whoever has to find out where they went: how many calls of each kind. */
  function kindsOf(some: typeof calls): string {
    const kinds = Map.groupBy(some, ({ method, path }) => `${method} ${path.replace(/\?.*|\d+\.json/, "")}`);
    return [...kinds].map(([kind, { length }]) => `${length} × ${kind}`).join("\n");
  }

  it("makes both fields of all clients and all open tickets right", () => {
    expect(wrong()).toEqual([]);
    expect(tickets().filter(({ status }) => status === "open")).toHaveLength(openTickets);
  });

  it("leaves solved and closed tickets as they were", () => {
    expect(done).toHaveLength(100);
    expect(
      tickets().filter(({ id, tags }) => done.includes(id) && String(levelTags(tags)) !== "los_corporate"),
    ).toEqual([]);
  });

  it("costs at most 60 calls and passes no limit", () => {
    expect(calls.length > 60 ? kindsOf(calls) : "at most 60").toBe("at most 60");
    expect(Object.values(running.sandbox.usage.refused).every((count) => count === 0)).toBe(true);
    expect(running.sandbox.usage.ticketUpdates.rowsRefused).toBe(0);
  });
});

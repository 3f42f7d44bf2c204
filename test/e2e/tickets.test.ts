import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { eventually, type Running, startRunning } from "../support/running.ts";
import { levelTags } from "../support/level-tags.ts";

const levels = ["los_vip", "los_key_account", "los_corporate", "los_smb"] as const;

/** Longer than any work that could still be under way. */
const quietMs = 3000;

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

describe("500 tickets over all levels, while people work on them", () => {
  let running: Running;
  /** By ticket id: the organization it ends with. */
  const homes = new Map<number, number | null>();
  const rightFromTheStart: number[] = [];
  const solved = new Map<number, readonly string[]>();

  beforeAll(async () => {
    running = await startRunning({
      webhooks: true,
      sandbox: {
        webhookFaults: { duplicates: 0.3, shuffleMs: 1500 },
        jobs: { startDelayMs: 200, rowsPerSecond: 200 },
        organizations: Array.from({ length: 24 }, (_, index) => ({
          name: `Organization ${index}`,
          organization_fields: { client_service_level: levels[index % levels.length] },
        })),
      },
    });
    const { sandbox } = running;
    const organizations = sandbox.account.organizations.list();
    const organizationAt = (index: number) => organizations[index % organizations.length]!;

    for (let index = 0; index < 500; index += 1) {
      const organization = index % 25 === 0 ? null : organizationAt(index);
      const isRight = index % 10 === 1;
      const ticket = sandbox.createTicket({
        subject: `Ticket ${index}`,
        organization_id: organization?.id ?? null,
        priority: isRight || index % 3 === 0 ? "high" : null,
        tags: index % 7 === 0 && !isRight ? ["theirs", "los_vip"] : ["theirs"],
        status: index % 17 === 0 && !isRight ? "solved" : "open",
      });
      homes.set(ticket.id, organization?.id ?? null);
      if (ticket.status === "solved") solved.set(ticket.id, ticket.tags);
      else if (isRight && organization) rightFromTheStart.push(ticket.id);
    }
    const restless = [...homes.keys()].filter((id) => ![...rightFromTheStart, ...solved.keys()].includes(id));
    for (const [index, id] of restless.entries()) {
      if (index % 4 === 0) sandbox.editTicket(id, { remove_tags: [...levels] });
      if (index % 5 === 0) {
        const organization = organizationAt(index + 7);
        sandbox.editTicket(id, { organization_id: organization.id });
        homes.set(id, organization.id);
      }
      if (index % 50 === 0) await pause(50);
    }
    await eventually("every ticket right", () => wrong().length === 0, 60_000).catch(() => {});
    await sandbox.deliveriesSettled();
    await pause(quietMs);
  }, 120_000);
  afterAll(async () => await running[Symbol.asyncDispose]());

  const tickets = () => running.sandbox.account.tickets.list();
  const wantedOf = (organizationId: number | null): unknown =>
    organizationId === null
      ? "los_smb"
      : running.sandbox.account.organizations.get(organizationId)?.organization_fields[
          "client_service_level"
        ];
  const wrong = () =>
    tickets().filter(
      ({ status, tags, priority, organization_id }) =>
        status !== "solved" && (priority === null || String(levelTags(tags)) !== wantedOf(organization_id)),
    );
  const writesOf = (id: number) =>
    running.sandbox.calls.filter(
      ({ method, path, body }) =>
        method === "PUT" &&
        (path.endsWith(`/tickets/${id}`) || JSON.stringify(body ?? "").includes(`"id":${id},`)),
    );

  it("each ends with exactly one right tag and a priority, in the organization people moved it to", () => {
    expect(wrong()).toEqual([]);
    expect(tickets().every(({ id, organization_id }) => homes.get(id) === organization_id)).toBe(true);
  });

  it("every event was taken at last", () => {
    expect(running.sandbox.deliveries.filter(({ status }) => status !== "success")).toEqual([]);
  });

  it("other tags stay", () => {
    expect(tickets().filter(({ tags }) => !tags.includes("theirs"))).toEqual([]);
  });

  it("those that were right from the start were never written", () => {
    expect(rightFromTheStart.length).toBeGreaterThan(30);
    expect(rightFromTheStart.filter((id) => writesOf(id).length > 0)).toEqual([]);
  });

  it("solved ones keep what they were solved under", () => {
    expect(solved.size).toBeGreaterThan(20);
    expect(tickets().filter(({ id, tags }) => solved.has(id) && solved.get(id) !== tags)).toEqual([]);
  });

  it("events that come again, in another order, cost no call", async () => {
    running.sandbox.forgetCalls();
    for (const { id } of tickets().slice(0, 50)) {
      running.sandbox.editTicket(id, { comment: { body: "thank you" } });
    }
    await running.sandbox.deliveriesSettled();
    await pause(quietMs);

    expect(running.sandbox.calls).toEqual([]);
  });

  it("none of Zendesk's limits was ever passed", () => {
    expect(Object.values(running.sandbox.usage.refused).every((count) => count === 0)).toBe(true);
  });
});

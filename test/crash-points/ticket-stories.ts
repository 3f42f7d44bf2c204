import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import { sql } from "kysely";
import { expect } from "vitest";

import type { SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { levelTags } from "../support/level-tags.ts";
import { postAsZendesk, zendeskEvent } from "../support/zendesk-sender.ts";
import type { Story, World } from "./story.ts";

/** The exports withhold the last of these (milliseconds). */
const minuteMs = 300;

const sandbox: SandboxOptions = {
  minuteMs,
  jobs: { startDelayMs: 0, rowsPerSecond: Infinity },
  organizations: [{ name: "Acme", organization_fields: { client_service_level: "los_vip" } }],
};

function createTickets({ sandbox: zendesk }: World, count: number): void {
  const [acme] = zendesk.account.organizations.list();
  for (let number = 1; number <= count; number += 1) {
    zendesk.createTicket({
      subject: `Ticket ${number}`,
      organization_id: acme?.id ?? null,
      tags: ["theirs"],
    });
  }
}

const atLast: Story["atLast"] = ({ sandbox: { account } }) => {
  for (const { tags, priority } of account.tickets.list()) {
    expect(tags).toContain("theirs");
    expect(levelTags(tags)).toEqual(["los_vip"]);
    expect(priority).not.toBeNull();
  }
};

/** A ticket of which Zendesk tells. */
export const aTicket: Story = {
  sandbox,
  before: async (world) => createTickets(world, 1),
  sayings: ({ sandbox: { account } }) => {
    const [ticket] = account.tickets.list();
    const event = zendeskEvent("ticket.created", `ticket:${ticket?.id}`, {
      detail: { id: String(ticket?.id) },
    });
    const invocationId = randomUUID();
    return [async (url) => await postAsZendesk(url, event, { invocationId })];
  },
  atLast,
};

/** Tickets of which Zendesk told nobody: the regular reading finds them, an hour later the next one. */
export const ticketsOfWhichNoEventCame: Story = {
  sandbox,
  async before(world) {
    createTickets(world, 3);
    await pause(2 * minuteMs);
  },
  between: async ({ db }) => {
    await sql`
      update sweeps set started_at = now() - interval '1 hour' where name like 'catch-up-%'`.execute(db);
  },
  atLast,
};

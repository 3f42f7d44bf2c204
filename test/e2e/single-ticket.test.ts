import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { levelTags } from "../support/level-tags.ts";
import { eventually, type Running, startRunning } from "../support/running.ts";

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

describe("a ticket, seen by an idle service", () => {
  let running: Running;
  beforeAll(async () => {
    running = await startRunning({
      webhooks: true,
      sandbox: {
        latencyMs: 100,
        groups: [{ name: "Support" }, { name: "Network" }],
        organizations: [
          { name: "Acme", organization_fields: { client_service_level: "los_vip" } },
          { name: "Globex", organization_fields: { client_service_level: "los_corporate" } },
        ],
      },
    });
    await createTicket({ organization_id: organizationId("Acme") });
    await createTicket({ organization_id: organizationId("Globex") });
  });
  afterAll(async () => await running[Symbol.asyncDispose]());

  const organizationId = (name: string): number =>
    running.sandbox.account.organizations.list().find((one) => one.name === name)!.id;
  const ticket = (id: number) => running.sandbox.account.tickets.get(id)!;
  const apiCalls = () => running.sandbox.calls.filter(({ path }) => path.startsWith("/api/"));

  /** Resolves when it is right, and all is quiet again. */
  async function createTicket(given: Parameters<typeof running.sandbox.createTicket>[0]) {
    const { id } = running.sandbox.createTicket(given);
    running.sandbox.forgetCalls();
    await eventually(
      "the ticket is right",
      () => ticket(id).priority !== null && levelTags(ticket(id).tags).length === 1,
    );
    await running.sandbox.deliveriesSettled();
    await pause(1500);
    return id;
  }

  it("is right by one call and no read", async () => {
    const id = await createTicket({
      subject: "A question",
      organization_id: organizationId("Acme"),
      tags: ["theirs"],
    });

    expect(ticket(id)).toMatchObject({ priority: "normal" });
    expect(ticket(id).tags).toEqual(expect.arrayContaining(["theirs", "los_vip"]));
    expect(apiCalls().map(({ method, path }) => `${method} ${path}`)).toEqual([
      `PUT /api/v2/tickets/${id}.json`,
    ]);
  });

  it("gets its tag back by one call when somebody removes it", async () => {
    const id = await createTicket({ organization_id: organizationId("Acme") });
    running.sandbox.forgetCalls();
    running.sandbox.editTicket(id, { remove_tags: ["los_vip"] });

    await eventually("the tag is back", () => levelTags(ticket(id).tags).length === 1);
    await pause(1500);
    expect(apiCalls()).toHaveLength(1);
  });

  it("is re-tagged when its organization's level is changed by hand", async () => {
    const id = await createTicket({ organization_id: organizationId("Globex") });
    running.sandbox.editOrganization(organizationId("Globex"), {
      organization_fields: { client_service_level: "los_key_account" },
    });

    await eventually("another level", () => String(levelTags(ticket(id).tags)) !== "los_corporate");
    expect(levelTags(ticket(id).tags)).toEqual(["los_key_account"]);
  });

  it("is looked at when a trigger's own webhook names it", async () => {
    const id = await createTicket({ organization_id: organizationId("Acme") });
    running.sandbox.tellWebhooks(
      running.sandbox.webhooks.map(({ url, secret }) => ({
        url,
        secret,
        subscriptions: ["conditional_ticket_events"],
      })),
    );
    running.sandbox.editTicket(id, { tags: [] });

    await eventually("a tag is back", () => ticket(id).tags.length > 0);
    expect(ticket(id).tags).toEqual(["los_vip"]);
  });
});

import { DateTime } from "luxon";
import nock from "nock";
import type { ZendeskClient } from "node-zendesk";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { createOrganizationExport, createTicketExport } from "../../src/zendesk/exports.ts";
import { hearingLog } from "../support/hearing-log.ts";

const url = "https://acme.zendesk.com";
const afternoon = DateTime.fromISO("2026-11-20T15:00:00Z", { zone: "utc" });
const credentials = {
  kind: "api-token",
  email: "admin@sandbox.example",
  token: "sandbox-api-token",
} as const;

function clientOf(address: string): ZendeskClient {
  return createZendesk({ budget: uncounted, url: address, credentials, log: hearingLog().log });
}

/** An account whose time goes by `later`, in seconds. */
async function start(): Promise<{ sandbox: Sandbox; now: () => DateTime; later: (seconds: number) => void }> {
  let moment = afternoon;
  const sandbox = await startSandbox({ now: () => moment.toJSDate() });
  onTestFinished(async () => await sandbox.close());
  return {
    sandbox,
    now: () => moment,
    later: (seconds) => {
      moment = moment.plus({ seconds });
    },
  };
}

afterEach(() => nock.cleanAll());

describe("the export of tickets", () => {
  it("tells page by page what changed, and goes on where it ended", async () => {
    const { sandbox, now, later } = await start();
    const one = sandbox.createTicket({ subject: "one" }).id;
    const two = sandbox.createTicket({ subject: "two" }).id;
    later(120);
    const tickets = createTicketExport(clientOf(sandbox.url), { now });

    const first = await tickets.next({ since: afternoon.minus({ days: 1 }) });
    expect(first.tickets.map(({ id, subject }) => [id, subject])).toEqual([
      [one, "one"],
      [two, "two"],
    ]);
    expect(first.isLast).toBe(true);

    sandbox.editTicket(one, { priority: "high" });
    sandbox.deleteTicket(two);
    later(120);
    const second = await tickets.next({ cursor: first.cursor });
    expect(second.tickets.map(({ id, priority, status }) => [id, priority, status])).toEqual([
      [one, "high", "new"],
      [two, null, "deleted"],
    ]);

    const third = await tickets.next({ cursor: second.cursor });
    expect(third).toMatchObject({ tickets: [], isLast: true });
  });

  it("asks for many at once, those of AI agents too, and never for the last minute", async () => {
    const { sandbox, now } = await start();
    const tickets = createTicketExport(clientOf(sandbox.url), { now });

    const { cursor } = await tickets.next({ since: afternoon });
    await tickets.next({ cursor });

    const [first, second] = sandbox.calls.map(({ path }) => new URL(path, url).searchParams);
    expect(Object.fromEntries(first ?? [])).toEqual({
      start_time: String(afternoon.minus({ seconds: 66 }).toUnixInteger()),
      per_page: "500",
      support_type_scope: "all",
    });
    expect(Object.fromEntries(second ?? [])).toEqual({ cursor, per_page: "500", support_type_scope: "all" });
  });

  it("leaves out what is no ticket any more", async () => {
    const row = {
      id: 9001,
      status: "open",
      created_at: "2026-11-20T15:00:00Z",
      updated_at: "2026-11-20T15:00:00Z",
    };
    nock(url)
      .get("/api/v2/incremental/tickets/cursor.json")
      .query({ cursor: "MTcw", per_page: "500", support_type_scope: "all" })
      .reply(200, {
        tickets: [{ ...row, created_at: null, subject: "SCRUBBED" }, row, null],
        after_url: "https://other.zendesk.com/api/v2/incremental/tickets/cursor.json?cursor=MTcx",
        after_cursor: "MTcx",
        end_of_stream: false,
      });

    const page = await createTicketExport(clientOf(url), { now: () => afternoon }).next({ cursor: "MTcw" });

    expect(page).toMatchObject({ tickets: [{ id: 9001 }], cursor: "MTcx", isLast: false });
  });

  it.each([
    ["no page", { ticket: {} }],
    ["a page without a cursor", { tickets: [], after_cursor: null, end_of_stream: true }],
  ])("that is %s is a bad answer", async (_what, answer) => {
    nock(url)
      .get(/incremental/)
      .reply(200, answer);

    const next = createTicketExport(clientOf(url), { now: () => afternoon }).next({ since: afternoon });

    await expect(next).rejects.toMatchObject({
      name: "BadAnswer",
      exchange: { method: "GET", path: "/api/v2/incremental/tickets/cursor" },
    });
  });

  it("without anything new stays where it was", async () => {
    nock(url)
      .get(/incremental/)
      .reply(200, { tickets: [], after_cursor: null, end_of_stream: true });

    const page = await createTicketExport(clientOf(url), { now: () => afternoon }).next({ cursor: "MTcw" });

    expect(page.cursor).toBe("MTcw");
  });
});

describe("the export of organizations", () => {
  it("tells the levels of those that changed, and none of one that was deleted", async () => {
    const { sandbox, now, later } = await start();
    const fields = { client_service_level: "los_vip" };
    const vip = sandbox.createOrganization({ name: "Acme", organization_fields: fields }).id;
    const none = sandbox.createOrganization({ name: "Apex" }).id;
    const gone = sandbox.createOrganization({ name: "Gone", organization_fields: fields }).id;
    sandbox.deleteOrganization(gone);
    later(120);
    const organizations = createOrganizationExport(clientOf(sandbox.url), { now });

    const page = await organizations.next(afternoon.minus({ days: 1 }));

    expect(page.organizations.map(({ organizationId, level }) => [organizationId, level])).toEqual([
      [vip, "los_vip"],
      [none, null],
      [gone, null],
    ]);
    expect(page.organizations[0]?.updatedAt).toBe("2026-11-20T15:00:00.000000000Z");
    expect(page.until.toISO()).toBe(afternoon.toISO());
    expect(page.isLast).toBe(true);

    sandbox.editOrganization(none, { organization_fields: { client_service_level: "los_smb" } });
    later(120);
    const next = await organizations.next(page.until.plus({ seconds: 1 }));
    expect(next.organizations).toMatchObject([{ organizationId: none, level: "los_smb" }]);
  });

  it("leaves out what is no organization", async () => {
    nock(url)
      .get("/api/v2/incremental/organizations.json")
      .query({ start_time: String(afternoon.toUnixInteger()), per_page: "500" })
      .reply(200, { organizations: [{ id: 7001 }], end_time: null, end_of_stream: true });
    const now = (): DateTime => afternoon.plus({ minutes: 5 });

    const page = await createOrganizationExport(clientOf(url), { now }).next(afternoon);

    expect(page.organizations).toEqual([]);
    expect(page.until.toISO()).toBe(afternoon.toISO());
  });
});

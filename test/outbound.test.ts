import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

import { DateTime } from "luxon";
import { describe, expect, it, onTestFinished } from "vitest";

import { createMailer } from "../src/notify/mailer.ts";
import { createSlack } from "../src/notify/slack.ts";
import { startTracing } from "../src/telemetry/tracing.ts";
import { uncounted } from "../src/zendesk/budget.ts";
import { createBulkJobs } from "../src/zendesk/bulk-jobs.ts";
import { createZendesk, type Credentials, type ZendeskClient } from "../src/zendesk/client.ts";
import { createOrganizationExport, createTicketExport } from "../src/zendesk/exports.ts";
import { createManyOrganizations } from "../src/zendesk/many-organizations.ts";
import { createOrganizations } from "../src/zendesk/organizations.ts";
import { listPages } from "../src/zendesk/raw-request.ts";
import { aDesire } from "./support/builders.ts";
import { freeSlots } from "./support/free-slots.ts";
import { hearingLog } from "./support/hearing-log.ts";
import { type WebServer, webServer } from "./support/web-server.ts";

const apiToken = { kind: "api-token", email: "admin@acme.example", token: "canary" } as const;
const oauth = { kind: "oauth", clientId: "los", clientSecret: "canary" } as const;

function clientAt({ url }: WebServer, credentials: Credentials = apiToken): ZendeskClient {
  return createZendesk({ url: url.href, credentials, budget: uncounted, log: hearingLog().log });
}

async function trace({ url }: WebServer): Promise<void> {
  const tracing = startTracing({ endpoint: url.href });
  tracing.callEnded({ method: "GET", path: "/", status: 200, tookMs: 1 });
  await tracing.close();
}

/** Everything that we call over HTTP, each with one call. */
const callers: readonly (readonly [string, (server: WebServer) => Promise<unknown>])[] = [
  ["Zendesk, to read", async (server) => await createOrganizations(clientAt(server)).findById(7)],
  [
    "Zendesk, to write",
    async (server) => await createOrganizations(clientAt(server)).update(7, { name: "Acme" }),
  ],
  ["Zendesk, for a token", async (server) => await createOrganizations(clientAt(server, oauth)).findById(7)],
  [
    "Slack",
    async (server) => await createSlack(`${server.url.href}services/T/B`).tell({ subject: "S", parts: [] }),
  ],
  ["the collector of traces", trace],
];

describe.each(callers)("a redirect from %s", (_name, call) => {
  it.each([301, 302, 303, 307, 308])("by a %i is not followed", async (status) => {
    const elsewhere = await webServer((response) => void response.end("{}"));
    const asked = await webServer((response) => {
      response.writeHead(status, { location: `${elsewhere.url.href}api/v2/stolen` }).end();
    });

    await call(asked).catch(() => undefined);

    expect(asked.requests.length).toBeGreaterThan(0);
    expect(elsewhere.requests).toEqual([]);
  });
});

describe("a mail server that says who takes the mail instead", () => {
  it("is not believed", async () => {
    let callsElsewhere = 0;
    const elsewhere = await lineServer(() => {
      callsElsewhere += 1;
      return "221 bye";
    });
    const server = await lineServer((line) => {
      if (line.startsWith("RCPT")) return `551 5.1.6 user not local; please try <a@127.0.0.1:${elsewhere}>`;
      return line === "" ? "220 mail.example" : "250 ok";
    });

    const sending = createMailer(`smtp://127.0.0.1:${server}`, "los@example.com").send({
      to: ["a@example.com"],
      subject: "S",
      text: `http://127.0.0.1:${elsewhere}/`,
    });

    await expect(sending).rejects.toThrow("the mail server did not take a mail");
    expect(callsElsewhere).toBe(0);
  });
});

const organization = { id: 7, name: "Acme", updated_at: "2026-11-20T15:00:00Z" };
const ticket = {
  id: 8,
  subject: "Help",
  status: "open",
  priority: null,
  tags: [],
  created_at: "2026-11-20T15:00:00Z",
  updated_at: "2026-11-20T15:00:00Z",
};
const since = DateTime.fromISO("2026-11-20T12:00:00Z", { zone: "utc" });
const now = (): DateTime => since.plus({ hours: 6 });

/** Every answer of Zendesk in which an address stands, and what is asked next. */
const answers: readonly (readonly [
  string,
  (elsewhere: string) => object,
  (client: ZendeskClient) => Promise<unknown>,
])[] = [
  [
    "the next page of a search",
    (elsewhere) => ({
      organizations: [organization],
      next_page: `${elsewhere}api/v2/organizations/search.json?page=2`,
    }),
    async (client) => await createOrganizations(client).listByName("Acme"),
  ],
  [
    "the next page of a list by cursor",
    (elsewhere) => ({
      groups: [],
      meta: { has_more: true, after_cursor: "x" },
      links: { next: `${elsewhere}api/v2/groups.json?page[after]=x` },
    }),
    async (client) => await listPages(client, "groups"),
  ],
  [
    "the next page of the export of tickets",
    (elsewhere) => ({
      tickets: [ticket],
      after_cursor: "x",
      after_url: `${elsewhere}api/v2/incremental/tickets/cursor.json?cursor=x`,
      end_of_stream: false,
    }),
    async (client) => {
      const tickets = createTicketExport(client, { now });
      const { cursor } = await tickets.next({ since });
      await tickets.next({ cursor });
    },
  ],
  [
    "the next page of the export of organizations",
    (elsewhere) => ({
      organizations: [organization],
      next_page: `${elsewhere}api/v2/incremental/organizations.json?start_time=1`,
      end_time: since.toUnixInteger(),
      end_of_stream: false,
    }),
    async (client) => {
      const organizations = createOrganizationExport(client, { now });
      const { until } = await organizations.next(since);
      await organizations.next(until);
    },
  ],
  [
    "the state of a bulk job",
    (elsewhere) => ({
      job_status: { id: "j1", status: "queued", url: `${elsewhere}api/v2/job_statuses/j1.json` },
      job_statuses: [{ id: "j1", status: "completed", url: `${elsewhere}x`, results: [] }],
    }),
    async (client) => {
      const jobs = createBulkJobs(client, { slots: freeSlots, share: 1, patienceMs: 10_000, minuteMs: 600 });
      await createManyOrganizations(client, jobs).createAll([aDesire()]);
    },
  ],
];

describe.each(answers)("%s that Zendesk has elsewhere", (_what, answer, ask) => {
  it("is asked of the configured host, or not at all", async () => {
    const elsewhere = await webServer((response) => void response.end("{}"));
    const zendesk = await webServer((response, { url }) => {
      const isSecond = zendesk.requests.length > 1 && !String(url).includes("job_statuses");
      const body = isSecond ? {} : answer(elsewhere.url.href);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });

    await ask(clientAt(zendesk)).catch(() => undefined);

    expect(zendesk.requests).toHaveLength(2);
    expect(elsewhere.requests).toEqual([]);
  });
});

/** Says a line when somebody comes, and one to each line that is said; its port. */
async function lineServer(answerTo: (line: string) => string): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.write(`${answerTo("")}\r\n`);
    socket.on("data", (said) => {
      for (const line of said.toString().trimEnd().split("\r\n")) socket.write(`${answerTo(line)}\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

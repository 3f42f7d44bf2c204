import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";

import { loadConfig } from "../../src/config.ts";
import type { Message } from "../../src/jobs/inbox.ts";
import { createLogger } from "../../src/logger.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { connectDatabase, type Database } from "../../src/store/database.ts";
import { recordMessages } from "../../src/store/inbox/record-messages.ts";
import { type Service, startService } from "../../src/wiring.ts";
import { aMessage } from "../store/messages.ts";
import { envelope, post } from "../support/accounting.ts";
import { freshDatabase, freshRedis } from "../support/databases.ts";
import { environmentFor } from "../support/environment.ts";
import { eventually } from "../support/running.ts";

const clients = 2000;
const segments = ["VIP", "Key Account", "Corporate", "SMB"];
const slugs = ["vip", "key_account", "corporate", "smb"];

type World = {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly db: Database;
  readonly service: Service;
};

/** A sandbox and the whole service, both with minutes of this length. */
async function start(minuteMs: number, options: SandboxOptions): Promise<World> {
  const sandbox = await startSandbox({ minuteMs, ...options });
  onTestFinished(async () => await sandbox.close());
  const database = await freshDatabase();
  const redis = await freshRedis();
  const env = { ...environmentFor(sandbox), DATABASE_URL: database.url, REDIS_URL: redis.url };
  const config = loadConfig(env);
  const zendesk = { ...config.zendesk, minuteMs };
  const service = await startService({ ...config, zendesk }, "all", await createLogger("silent"));
  const db = connectDatabase(database.url);
  onTestFinished(async () => {
    await db.destroy();
    await service.close();
    await database.drop();
  });
  return { url: service.url ?? "", sandbox, db, service };
}

function importOf(index: number): Message {
  const clientId = `C-${index}`;
  const said = {
    clientId,
    name: `Client ${index}`,
    segment: segments[index % 4]!,
    vertical: index % 3 === 0 ? "Senior Living" : null,
    domains: [`client-${index}.example`],
    accountManager: `Manager ${index % 7}`,
  };
  return aMessage(`import ${index}`, said, { source: "import", urgency: "bulk" });
}

async function importAll(db: Database): Promise<void> {
  const messages = Array.from({ length: clients }, (_none, index) => importOf(index + 1));
  for (let from = 0; from < clients; from += 500) await recordMessages(db, messages.slice(from, from + 500));
}

async function unfinished(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom("work")
    .select((select) => select.fn.countAll<bigint>().as("count"))
    .where("state", "<>", "ok")
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Lets a second pass, of which the waits between attempts take no more; those that Zendesk asked for are kept. */
async function hurry(db: Database): Promise<void> {
  await sql`
    update work set next_attempt_at = now()
    where next_attempt_at > now() + interval '1 second' and cause <> 'throttled' and attempts > 0`.execute(
    db,
  );
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

it("2,000 clients come home by bulk, though a fifth of the answers and half of the jobs go wrong", async () => {
  const { sandbox, db } = await start(3000, {
    jobs: { startDelayMs: 50, rowsPerSecond: 1000 },
    faults: [
      { kinds: ["500", "502", "504", "reset-before", "reset-after", "500-after", "garbage"], share: 0.2 },
    ],
    jobFaults: [
      { kind: "rows-fail", share: 0.2, rowShare: 0.5 },
      { kind: "fail", share: 0.15, doneShare: 0.5 },
      { kind: "vanish", share: 0.15, doneShare: 0.5 },
      { kind: "kill", share: 0.1, doneShare: 0.3 },
    ],
  });

  await importAll(db);
  await eventually(
    "all work done",
    async () => {
      await hurry(db);
      return (await unfinished(db)) === 0;
    },
    100_000,
  );

  const organizations = sandbox.account.organizations.list();
  expect(organizations).toHaveLength(clients);
  expect(new Set(organizations.map(({ external_id: id }) => id?.toLowerCase())).size).toBe(clients);
  const byId = new Map(organizations.map((organization) => [organization.external_id, organization]));
  for (let index = 1; index <= clients; index += 1) {
    expect(byId.get(`C-${index}`)).toMatchObject({
      name: `Client ${index}`,
      domain_names: [`client-${index}.example`],
      organization_fields: {
        client_segment: `segment_${slugs[index % 4]}`,
        client_service_level: `los_${slugs[index % 4]}`,
        ...(index % 3 === 0 && { client_vertical: "Senior Living" }),
        account_manager: `Manager ${index % 7}`,
      },
    });
  }
  const linked = await db.selectFrom("organization_links").select("client_id").execute();
  expect(linked).toHaveLength(clients);
  expect(Object.values(sandbox.usage.refused).every((count) => count === 0)).toBe(true);
}, 120_000);

it("2,000 clients cost some hundred calls when all goes well, and a live one is there within 5 s meanwhile", async () => {
  const { url, sandbox, db } = await start(20_000, { jobs: { startDelayMs: 700, rowsPerSecond: 75 } });
  const find = (clientId: string) =>
    sandbox.account.organizations.list().find(({ external_id: id }) => id === clientId);

  await importAll(db);
  await eventually("a first bulk job", () => sandbox.jobs.length > 0);
  for (const round of [1, 2, 3]) {
    const clientId = `live-${round}`;
    const startedAt = performance.now();
    const { status } = await post(
      url,
      envelope("new-client", {
        clientId,
        name: `Live ${round}`,
        segment: "VIP",
        occurredAt: "2026-11-20T15:00:00Z",
      }),
    );
    await eventually(clientId, () => find(clientId));
    expect(status).toBe(202);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(await unfinished(db)).toBeGreaterThan(100);
  }

  await eventually("all work done", async () => (await unfinished(db)) === 0, 60_000);
  expect(sandbox.account.organizations.size).toBe(clients + 3);
  expect(sandbox.calls.length).toBeLessThan(200);
  expect(Object.values(sandbox.usage.refused).every((count) => count === 0)).toBe(true);
}, 90_000);

it("a stop does not wait for a bulk job that stalls", async () => {
  const { sandbox, db, service } = await start(60_000, {
    jobFaults: [{ kind: "stall", doneShare: 0.5, stallMs: 600_000 }],
    jobs: { startDelayMs: 0, rowsPerSecond: Infinity },
  });
  await recordMessages(
    db,
    Array.from({ length: 50 }, (_none, index) => importOf(index + 1)),
  );
  await eventually("a bulk job", () => sandbox.jobs.length > 0);

  const startedAt = performance.now();
  await service.close();

  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

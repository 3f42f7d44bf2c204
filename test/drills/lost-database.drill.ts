import { expect, it } from "vitest";

import { findFreePort } from "../../src/embedded/free-port.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { envelope, type Envelope, onboarding } from "../support/accounting.ts";
import { environmentFor, zendeskSecret } from "../support/environment.ts";
import { levelTags } from "../support/level-tags.ts";
import { ownRedis } from "../support/own-redis.ts";
import { sendUntilTaken } from "../support/send-until-taken.ts";
import { askDatabase, countUnfinished } from "./ask-database.ts";
import { type BackedUpPostgres, copiedPostgres, dumpedPostgres } from "./backed-up-postgres.ts";
import { inTheEnd } from "./in-the-end.ts";
import { ownSandbox, writesTo } from "./own-sandbox.ts";
import { seconds } from "./seconds.ts";
import { startOwnService } from "./start-own-service.ts";

const before = ["A-1", "A-2", "A-3", "A-4", "A-5", "A-6"];
const after = ["B-1", "B-2", "B-3", "B-4"];

/** Exports leave out the latest minute of Zendesk's, and webhooks are tried again within it. */
const minuteMs = 3000;

/** Longer than a backup takes on a busy machine. */
const movesInMs = 15_000;

const ways: readonly (readonly [string, () => Promise<BackedUpPostgres | undefined>])[] = [
  ["a copy of its files", copiedPostgres],
  ["a dump", dumpedPostgres],
];

it.for(ways)(
  "the database is lost, restored from %s, and accounting sends again what came since: nothing is lost, doubled or put back",
  { timeout: 300_000 },
  async ([, startPostgres], { annotate, skip }) => {
    const postgres = await startPostgres();
    if (postgres === undefined) return skip("no PostgreSQL is installed, so there is no pg_dump");
    const redis = await ownRedis();
    await redis.start();
    const sandbox = await ownSandbox({ minuteMs });
    const env = {
      ...environmentFor(sandbox),
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      PORT: String(await findFreePort()),
    };
    const service = await startOwnService(env);
    sandbox.tellWebhooks([{ url: `${service.url}/webhooks/zendesk`, secret: zendeskSecret }]);
    const sent: Envelope[] = [];
    const send = async (...messages: readonly Envelope[]): Promise<void> => {
      for (const message of messages) await sendUntilTaken(service.url, message);
      sent.push(...messages);
    };

    await send(...before.flatMap(onboarding));
    await untilDone(postgres.url, sandbox, before.length);
    writeTickets(sandbox, 1);
    await untilDone(postgres.url, sandbox, before.length);
    await send(moving("A-6", new Date(Date.now() + movesInMs)));
    await postgres.backUp();
    expect(levelOf(sandbox, "A-6")).toBe("los_vip");
    const beforeBackup = sent.length;

    await send(...after.flatMap(onboarding), ...before.map(managedByKim));
    await inTheEnd("the change of segment", () => levelOf(sandbox, "A-6") === "los_smb");
    await untilDone(postgres.url, sandbox, before.length + after.length);
    writeTickets(sandbox, 2);
    await untilDone(postgres.url, sandbox, before.length + after.length);
    const wanted = contents(sandbox);

    await service.kill("SIGKILL");
    await postgres.lose();
    writeTickets(sandbox, 1);
    await sandbox.deliveriesSettled();
    const restoredAt = performance.now();
    await postgres.restore();
    await askDatabase(postgres.url, "update sweeps set started_at = started_at - interval '1 day'");
    expect(await countClients(postgres.url)).toBe(before.length);

    sandbox.forgetCalls();
    await startOwnService(env, "http");
    const replayed = sent.toReversed();
    await send(...replayed);
    const replayedMs = performance.now() - restoredAt;
    expect(sandbox.calls).toEqual([]);

    await startOwnService(env, "worker");
    await inTheEnd("the tags of what was written meanwhile", () => areAllTagged(sandbox));
    await untilDone(postgres.url, sandbox, before.length + after.length);
    const tookMs = performance.now() - restoredAt;

    expect(contents(sandbox).organizations).toEqual(wanted.organizations);
    expect(contents(sandbox).tickets.slice(0, wanted.tickets.length)).toEqual(wanted.tickets);
    expect(writesTo(sandbox).filter((write) => write.includes("/organizations"))).toEqual([]);
    await annotate(
      `${beforeBackup} messages before the backup, ${sent.length - replayed.length - beforeBackup} after it; ` +
        `all ${replayed.length} sent again ${seconds(replayedMs)} after the restore began, at rest after ${seconds(tookMs)}; ` +
        `${sandbox.account.organizations.size} organizations, none written to or made twice; ` +
        `${sandbox.account.tickets.list().length} tickets, those of the time without a database found by reading`,
    );
  },
);

/** Accounting moves a client to a segment with another level of service, at a time to come. */
function moving(clientId: string, at: Date): Envelope {
  return envelope("segment-changes", {
    changeSetId: "drill",
    occurredAt: "2026-11-20T18:00:00Z",
    effectiveAt: at.toISOString(),
    changes: [{ clientId, segment: "SMB", serviceLevel: null }],
  });
}

function managedByKim(clientId: string): Envelope {
  return envelope("assignments", { clientId, occurredAt: "2026-11-21T09:00:00Z", accountManager: "Kim Wu" });
}

function writeTickets(sandbox: Sandbox, ofEach: number): void {
  for (const { id, name } of sandbox.account.organizations.list()) {
    for (let number = 1; number <= ofEach; number += 1) {
      sandbox.createTicket({ subject: `Question ${number} of ${name}`, organization_id: id });
    }
  }
}

function levelOf({ account }: Sandbox, clientId: string): unknown {
  return account.organizations.findBy("external_id", clientId.toLowerCase())?.organization_fields[
    "client_service_level"
  ];
}

function areAllTagged({ account }: Sandbox): boolean {
  return account.tickets.list().every(({ tags }) => levelTags(tags).length === 1);
}

async function untilDone(databaseUrl: string, sandbox: Sandbox, organizations: number): Promise<void> {
  await inTheEnd("all work done", async () => {
    await sandbox.deliveriesSettled();
    return (
      sandbox.account.organizations.size === organizations &&
      areAllTagged(sandbox) &&
      (await countUnfinished(databaseUrl)) === 0
    );
  });
}

/** All but when it was changed last. */
function contents({ account }: Sandbox): { organizations: object[]; tickets: object[] } {
  const undated = (record: object): object => ({ ...record, updated_at: null });
  return {
    organizations: account.organizations.list().map(undated),
    tickets: account.tickets.list().map(undated),
  };
}

async function countClients(databaseUrl: string): Promise<number> {
  const [row] = await askDatabase<{ readonly count: string }>(databaseUrl, "select count(*) from clients");
  return Number(row?.count);
}

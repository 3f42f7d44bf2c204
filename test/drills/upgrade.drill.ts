import { expect, it } from "vitest";

import { connectDatabase } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { onboarding } from "../support/accounting.ts";
import { sendUntilTaken } from "../support/send-until-taken.ts";
import { askDatabase } from "./ask-database.ts";
import { inTheEnd } from "./in-the-end.ts";
import { isOnboarded } from "./is-onboarded.ts";
import { ownDatabase, ownEnvironment } from "./own-environment.ts";
import { ownSandbox } from "./own-sandbox.ts";
import { seconds } from "./seconds.ts";
import { startOwnService } from "./start-own-service.ts";

/** The version before operators had a console. */
const oldSchema = "0005-setup";
const clients = 200;

it("an old database under the new version, with three processes that migrate it at once: what was there goes on", async ({
  annotate,
}) => {
  const databaseUrl = await ownDatabase();
  await fillOldDatabase(databaseUrl);
  const sandbox = await ownSandbox();
  const env = await ownEnvironment(sandbox, databaseUrl);

  const startedAt = performance.now();
  const [http] = await Promise.all([
    startOwnService(env, "http"),
    startOwnService(env, "http"),
    startOwnService(env, "worker"),
  ]);
  const readyMs = performance.now() - startedAt;
  for (const message of onboarding("N-1")) await sendUntilTaken(http.url, message);
  await inTheEnd(
    "the organizations of all",
    () => sandbox.account.organizations.size === clients + 1 && isOnboarded(sandbox, "N-1"),
  );
  const doneMs = performance.now() - startedAt;

  const [migrations] = await askDatabase<{ readonly ran: string; readonly last: string }>(
    databaseUrl,
    "select count(*) as ran, max(name) as last from kysely_migration",
  );
  const failed = await askDatabase(databaseUrl, "select key, state, cause from work where state = 'failed'");
  expect(failed).toEqual([{ key: "O-0", state: "failed", cause: "zendesk-422:name" }]);
  expect(Number(migrations?.ran)).toBeGreaterThan(Number.parseInt(oldSchema, 10));
  await annotate(
    `from ${oldSchema} to ${migrations?.last} with ${clients} clients waiting and one failed: two http and a worker ready after ` +
      `${seconds(readyMs)}, all written after ${seconds(doneMs)}; the failed one still waits for a person`,
  );
}, 300_000);

it("a database that a newer version has migrated: the version before says so, and does not start", async ({
  annotate,
}) => {
  const databaseUrl = await ownDatabase();
  const db = connectDatabase(databaseUrl);
  await migrate(db);
  await db.destroy();
  await askDatabase(
    databaseUrl,
    "insert into kysely_migration (name, timestamp) values ('9999-of-tomorrow', now()::text)",
  );
  const sandbox = await ownSandbox();
  const env = await ownEnvironment(sandbox, databaseUrl);

  await expect(startOwnService(env)).rejects.toThrow(/9999-of-tomorrow/);
  await annotate("it ends with the name of the migration that it does not know, before it takes a message");
}, 300_000);

/** Clients whose organizations are still to be made, and one that waits for a person. */
async function fillOldDatabase(url: string): Promise<void> {
  const db = connectDatabase(url);
  await migrate(db, oldSchema);
  await db.destroy();
  const said = (value: string) => `jsonb_build_object(
    'value', ${value}, 'occurredAt', '2026-11-20T15:00:00.000000000Z', 'messageId', 'msg_old')`;
  await askDatabase(
    url,
    `insert into clients (client_id, name, fields)
      select 'O-' || n, 'Old ' || n, jsonb_build_object('name', ${said("'Old ' || n")}, 'segment', ${said("'SMB'")})
      from generate_series(0, $1::int) as n`,
    [clients],
  );
  await askDatabase(
    url,
    `insert into work (kind, key, version, state, dirty_since, urgency, next_attempt_at, cause)
      select 'reconcile-client', client_id, 1, case client_id when 'O-0' then 'failed' else 'pending' end,
        now(), 'bulk', now(), case client_id when 'O-0' then 'zendesk-422:name' end
      from clients`,
  );
}

import { execFile } from "node:child_process";
import { mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, it, onTestFinished } from "vitest";

import { envelope, onboarding, post } from "../support/accounting.ts";
import { sendUntilTaken } from "../support/send-until-taken.ts";
import { askDatabase, countUnfinished } from "./ask-database.ts";
import { inTheEnd } from "./in-the-end.ts";
import { ownEnvironment } from "./own-environment.ts";
import { ownPostgres } from "./own-postgres.ts";
import { ownSandbox } from "./own-sandbox.ts";
import { seconds } from "./seconds.ts";
import { startOwnService } from "./start-own-service.ts";

const run = promisify(execFile);
const diskMb = 140;

it("the disk of the database is full: what is not durable is refused, and once there is room everything goes on", async ({
  annotate,
  skip,
}) => {
  const disk = await smallDisk();
  if (disk === undefined) return skip("a file system of its own can only be mounted by root");
  const postgres = await ownPostgres(disk);
  const sandbox = await ownSandbox();
  const env = await ownEnvironment(sandbox, postgres.url);
  const { url } = await startOwnService(env);
  await sendUntilTaken(url, onboarding("F-1")[0]);
  await inTheEnd("its organization", () => sandbox.account.organizations.size === 1);

  await fill(disk);
  const answered: string[] = ["F-1"];
  let refused: number | undefined;
  const fullAt = performance.now();
  for (let number = 2; refused === undefined; number += 1) {
    const reply = await post(url, longMessage(`F-${number}`));
    if (reply.status === 202) answered.push(`F-${number}`);
    else refused = reply.status;
  }
  const refusedAfterMs = performance.now() - fullAt;
  await rm(join(disk, "filler"));
  await postgres.stop();
  await postgres.start();
  const roomAt = performance.now();
  await sendUntilTaken(url, longMessage("F-last"));
  await inTheEnd("all work done", async () => (await countUnfinished(postgres.url)) === 0);
  const tookMs = performance.now() - roomAt;

  const rows = await askDatabase<{ readonly client_id: string }>(
    postgres.url,
    "select client_id from clients",
  );
  const known = new Set(rows.map((row) => row.client_id));
  expect(refused).toBe(503);
  expect(answered.filter((clientId) => !known.has(clientId))).toEqual([]);
  await annotate(
    `${answered.length} messages answered 202 before the disk of ${diskMb} MB was full (${seconds(refusedAfterMs)}), the next one ${refused}; ` +
      `all of them were there after the restart with room, at rest ${seconds(tookMs)} later`,
  );
}, 300_000);

/** A file system of its own, as small as PostgreSQL can bear; undefined where we may not mount one. */
async function smallDisk(): Promise<string | undefined> {
  const path = await mkdtemp(join(tmpdir(), "los-drill-disk-"));
  const isMounted = await run("mount", ["-t", "tmpfs", "-o", `size=${diskMb}m`, "los-drill", path]).then(
    () => true,
    () => false,
  );
  onTestFinished(async () => {
    if (isMounted) await run("umount", ["--lazy", path]);
    await rm(path, { recursive: true, force: true });
  });
  return isMounted ? path : undefined;
}

/** PostgreSQL may take some of it before we do. */
async function fill(disk: string): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  await writeFile(join(disk, "filler"), Buffer.alloc(bavail * bsize)).catch((err: NodeJS.ErrnoException) => {
    if (err.code !== "ENOSPC") throw err;
  });
}

/** Names are kept in several places, so that the disk is full soon. */
function longMessage(clientId: string): ReturnType<typeof envelope> {
  return envelope("new-client", {
    clientId,
    name: `${clientId} ${"of a long name ".repeat(10)}`,
    segment: "SMB",
    vertical: "x".repeat(200),
    occurredAt: "2026-11-20T15:00:00Z",
  });
}

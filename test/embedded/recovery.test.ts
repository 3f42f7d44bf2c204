import { spawn, spawnSync } from "node:child_process";
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import type { Client } from "pg";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { startEmbeddedPostgres } from "../../src/embedded/start-embedded-postgres.ts";
import { startEmbeddedRedis } from "../../src/embedded/start-embedded-redis.ts";
import { killServer, KINDS, onPostgres, serverPid } from "./kinds.ts";
import { holdInOtherProcess } from "./other-process.ts";
import { scratchDirectory } from "./scratch-directory.ts";

const isRoot = process.geteuid?.() === 0;
/** It never waits, so it does not notice that its server has died. */
const BUSY_FOR_A_WHILE = `
  DO $$
    DECLARE until timestamptz := clock_timestamp() + interval '1.5 s';
    BEGIN WHILE clock_timestamp() < until LOOP END LOOP; END
  $$`.trim();
const NOBODY = { uid: 65_534, gid: 65_534 };
const canBecomeOrdinary = isRoot && mayRunNode();

describe("an embedded postgres", () => {
  it("starts although its old pid is now that of another program of the same user", async () => {
    const dataDir = await scratchDirectory();
    const cluster = join(dataDir, "postgres", "cluster");
    const pidFile = join(cluster, "postmaster.pid");
    const first = await startEmbeddedPostgres({ dataDir });
    await killServer(dataDir, "postgres");
    await first.close();
    const { uid, gid } = await stat(cluster);
    const foreign = spawn("sleep", ["60"], { uid, gid });
    const [, ...lines] = (await readFile(pidFile, "utf8")).split("\n");
    await writeFile(pidFile, [foreign.pid, ...lines].join("\n"));

    const second = await startEmbeddedPostgres({ dataDir });

    expect(await onPostgres(second.url, rowsOfOne)).toEqual([{ one: 1 }]);
    await second.close();
    expect(foreign.exitCode).toBeNull();
    foreign.kill();
  });

  it("waits for what a killed server left working before it starts again", async () => {
    const dataDir = await scratchDirectory();
    const first = await startEmbeddedPostgres({ dataDir });
    await onPostgres(first.url, async (client) => {
      client.on("error", () => undefined);
      await client.query("SET application_name = 'busy'");
      const work = client.query(BUSY_FOR_A_WHILE).catch(() => undefined);
      await expect.poll(() => onPostgres(first.url, countBusy)).toBe(1);
      await killServer(dataDir, "postgres");

      const second = await startEmbeddedPostgres({ dataDir });

      expect(await readFile(join(dataDir, "postgres.log"), "utf8")).toContain("shared memory block");
      expect(await onPostgres(second.url, rowsOfOne)).toEqual([{ one: 1 }]);
      await work;
      await second.close();
    });
    await first.close();
  });

  it("begins again when its making was interrupted", async () => {
    const dataDir = await scratchDirectory();
    const draft = join(dataDir, "postgres", "cluster.draft-1");
    await mkdir(draft, { recursive: true });

    const store = await startEmbeddedPostgres({ dataDir });

    expect(await onPostgres(store.url, rowsOfOne)).toEqual([{ one: 1 }]);
    await store.close();
    await expect(stat(draft)).rejects.toThrow("ENOENT");
  });

  it("whose password is lost says so, and does not make up another", async () => {
    const dataDir = await scratchDirectory();
    await mkdir(join(dataDir, "postgres", "cluster"), { recursive: true });

    const starting = startEmbeddedPostgres({ dataDir });

    await expect(starting).rejects.toThrow(
      `${dataDir}/postgres.password is missing: put it back, or remove ${dataDir}/postgres to begin with an empty database`,
    );
  });

  it("that cannot start says what its log says, and what to do", async () => {
    const dataDir = await scratchDirectory();
    const first = await startEmbeddedPostgres({ dataDir });
    await first.close();
    await rm(join(dataDir, "postgres", "cluster", "global", "pg_control"));

    const starting = startEmbeddedPostgres({ dataDir });

    await expect(starting).rejects.toThrow(/PostgreSQL ended while starting \(exit code \d\)/u);
    await expect(starting).rejects.toThrow(/pg_control[\s\S]*put that right, or set DATABASE_URL/u);
  });
});

describe("an embedded redis", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("needs a redis-server on the PATH", async () => {
    const dataDir = await scratchDirectory();
    vi.stubEnv("PATH", "/nowhere");

    const starting = startEmbeddedRedis({ dataDir });

    await expect(starting).rejects.toThrow(
      'no redis-server on the PATH: run "npm run setup:redis", install Redis yourself, or set REDIS_URL',
    );
  });

  it("that cannot start says what its log says, and what to do", async () => {
    const dataDir = await scratchDirectory();

    const starting = startEmbeddedRedis({ dataDir, settings: { "no-such-setting": "1" } });

    await expect(starting).rejects.toThrow(
      /Redis ended while starting[\s\S]*no-such-setting[\s\S]*set REDIS_URL/u,
    );
  });
});

describe.each(KINDS)("an embedded $name", (kind) => {
  it.skipIf(!isRoot)("starts below a directory that only root may enter (needs root)", async () => {
    const top = await scratchDirectory();
    const dataDir = join(top, "project", ".data");
    await chmod(top, 0o700);

    const store = await kind.start({ dataDir });
    await kind.write(store.url, "one");
    const { uid } = await stat(`/proc/${serverPid(dataDir, kind.name)}`);
    await store.close();

    const again = await kind.start({ dataDir });
    expect(await kind.readAll(again.url)).toEqual(["one"]);
    await again.close();
    expect(uid).not.toBe(0);
  });

  it.skipIf(!canBecomeOrdinary)(
    "runs as an ordinary user when the service does (needs root to become one, and a checkout that everybody may enter)",
    async () => {
      const dataDir = await scratchDirectory();
      await chown(dataDir, NOBODY.uid, NOBODY.gid);

      const other = await holdInOtherProcess(kind.name, dataDir, NOBODY);
      await kind.write(other.url, "one");
      await other.kill();

      const ours = await kind.start({ dataDir });
      onTestFinished(() => ours.close());
      expect(await kind.readAll(ours.url)).toEqual(["one"]);
    },
  );

  it("says so when it cannot write to its data directory", async () => {
    const starting = kind.start({ dataDir: "/dev/null/data" });

    await expect(starting).rejects.toThrow(/cannot keep data in \/dev\/null\/data .* set DATA_DIR/u);
  });
});

/** An ordinary user can only run a checkout that he may enter: not one under /root. */
function mayRunNode(): boolean {
  return spawnSync(process.execPath, ["--version"], { ...NOBODY, cwd: "/" }).status === 0;
}

async function countBusy(client: Client): Promise<number> {
  const { rowCount } = await client.query(
    "SELECT FROM pg_stat_activity WHERE application_name = 'busy' AND state = 'active' AND query LIKE 'DO %'",
  );
  return rowCount ?? 0;
}

async function rowsOfOne(client: Client): Promise<unknown[]> {
  const { rows } = await client.query<{ one: number }>("SELECT 1 AS one");
  return rows;
}

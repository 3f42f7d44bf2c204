import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import type { EmbeddedStore } from "../../src/embedded/embedded-store.ts";
import { findCommandLine, findProcess } from "../../src/embedded/process-identity.ts";
import { killServer, KINDS, type Kind, serverPid } from "./kinds.ts";
import { holdInOtherProcess } from "./other-process.ts";
import { scratchDirectory } from "./scratch-directory.ts";

/** Redis looks for signals in its timer, ten times a second by default (`hz`). */
const LONGER_THAN_REDIS_TAKES_TO_HEED_A_SIGNAL_MS = 300;

describe.each(KINDS)("an embedded $name", (kind) => {
  it("starts in an empty directory, keeps its data over a restart, and ends when closed", async () => {
    const dataDir = await scratchDirectory();

    const first = await start(kind, dataDir);
    await kind.write(first.url, "one");
    const pid = serverPid(dataDir, kind.name);
    await first.close();
    const stillRuns = findProcess(pid);
    const second = await start(kind, dataDir);

    expect(first.owned).toBe(true);
    expect(stillRuns).toBeUndefined();
    expect(second.owned).toBe(true);
    expect(await kind.readAll(second.url)).toEqual(["one"]);
  });

  it("makes a data directory that does not exist yet", async () => {
    const dataDir = join(await scratchDirectory(), "not", "yet");

    const store = await start(kind, dataDir);
    await kind.write(store.url, "one");

    expect(await kind.readAll(store.url)).toEqual(["one"]);
  });

  it("is lent to a second process, and stays when that one closes", async () => {
    const dataDir = await scratchDirectory();
    const ours = await start(kind, dataDir);
    await kind.write(ours.url, "one");

    const other = await holdInOtherProcess(kind.name, dataDir);
    await other.close();

    expect(other.owned).toBe(false);
    expect(other.url).toBe(ours.url);
    expect(await kind.readAll(ours.url)).toEqual(["one"]);
  });

  it("stays for whoever borrowed it when the process that started it closes first", async () => {
    const dataDir = await scratchDirectory();
    const other = await holdInOtherProcess(kind.name, dataDir);
    await kind.write(other.url, "one");

    const ours = await start(kind, dataDir);
    const pid = serverPid(dataDir, kind.name);
    await other.close();

    expect(await kind.readAll(ours.url)).toEqual(["one"]);
    await ours.close();
    expect(findProcess(pid)).toBeUndefined();
  });

  it("survives a SIGKILL of its owner, and the next process takes it over as it is", async () => {
    const dataDir = await scratchDirectory();
    const other = await holdInOtherProcess(kind.name, dataDir);
    await kind.write(other.url, "one");
    const pid = serverPid(dataDir, kind.name);
    await other.kill();

    const ours = await start(kind, dataDir);

    expect(ours.owned).toBe(true);
    expect(serverPid(dataDir, kind.name)).toBe(pid);
    expect(await kind.readAll(ours.url)).toEqual(["one"]);
    await ours.close();
    expect(findProcess(pid)).toBeUndefined();
  });

  it("recovers its data after a SIGKILL of the server and of its owner", async () => {
    const dataDir = await scratchDirectory();
    const other = await holdInOtherProcess(kind.name, dataDir);
    await kind.write(other.url, "one");
    await killServer(dataDir, kind.name);
    await other.kill();

    const ours = await start(kind, dataDir);

    expect(ours.owned).toBe(true);
    expect(await kind.readAll(ours.url)).toEqual(["one"]);
  });

  it("is started once by processes that come at the same instant", async () => {
    const dataDir = await scratchDirectory();

    const others = await Promise.all([1, 2, 3].map(() => holdInOtherProcess(kind.name, dataDir)));

    const pid = serverPid(dataDir, kind.name);
    expect(new Set(others.map(({ url }) => url)).size).toBe(1);
    expect(others.filter(({ owned }) => owned)).toHaveLength(1);
    await Promise.all(others.map((other) => other.close()));
    expect(findProcess(pid)).toBeUndefined();
  });

  it("is not ended by a Ctrl-C before its owner has closed it", async () => {
    const dataDir = await scratchDirectory();
    const other = await holdInOtherProcess(kind.name, dataDir);
    await kind.write(other.url, "one");

    process.kill(-other.pid, "SIGINT");
    expect(await other.nextLine()).toBe("interrupted");
    await sleep(LONGER_THAN_REDIS_TAKES_TO_HEED_A_SIGNAL_MS);

    expect(await kind.readAll(other.url)).toEqual(["one"]);
    await other.close();
  });

  it("ends at close even when its directory was removed meanwhile", async () => {
    const dataDir = await scratchDirectory();
    const store = await start(kind, dataDir);
    const pid = serverPid(dataDir, kind.name);

    await rm(dataDir, { recursive: true });
    await store.close();

    expect(findProcess(pid)).toBeUndefined();
  });

  it("shows its password to nobody", async () => {
    const dataDir = await scratchDirectory();
    const messages: string[] = [];
    const store = await start(kind, dataDir, (message) => messages.push(message));
    const { password } = new URL(store.url);

    const names = (await readdir(dataDir, { withFileTypes: true })).filter((entry) => entry.isFile());
    const modes = await Promise.all(
      names.map(async ({ name }) => (await stat(join(dataDir, name))).mode & 0o777),
    );
    const commandLine = findCommandLine(serverPid(dataDir, kind.name));

    expect(new Set(modes)).toEqual(new Set([0o600]));
    expect(`${commandLine} ${messages.join(" ")}`).not.toContain(password);
  });
});

async function start(kind: Kind, dataDir: string, log?: (message: string) => void): Promise<EmbeddedStore> {
  const store = await kind.start({ dataDir, ...(log && { log }) });
  onTestFinished(() => store.close());
  return store;
}

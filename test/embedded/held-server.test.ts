import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Engine, holdServer } from "../../src/embedded/held-server.ts";
import { scratchDirectory } from "./scratch-directory.ts";

describe("a server that is started", () => {
  it("is tried again on another port when its port was taken meanwhile", async () => {
    const base = join(await scratchDirectory(), "server");
    const ports: number[] = [];
    const engine = shellEngine(base, (port) =>
      ports.push(port) === 1 ? "echo port is taken; exit 1" : "echo ready; exec sleep 60",
    );

    const server = await holdServer(base, engine, () => undefined);
    await server.close();

    expect(ports).toHaveLength(2);
    expect(server.port).toBe(ports[1]);
  });

  it("and ends at once is an error with its exit code, the end of its log, and a way out", async () => {
    const base = join(await scratchDirectory(), "server");
    const engine = shellEngine(base, () => "echo the disk is full; exit 3");

    const starting = holdServer(base, engine, () => undefined);

    await expect(starting).rejects.toThrow(
      `Shell ended while starting (exit code 3). ${base}.log ends with:\n` +
        "the disk is full\nput that right, or set SHELL_URL",
    );
  });

  it("begins a new log and keeps the one before", async () => {
    const base = join(await scratchDirectory(), "server");
    const engine = shellEngine(base, (port) => `echo on port ${port}; echo ready; exec sleep 60`);

    const first = await holdServer(base, engine, () => undefined);
    await first.close();
    const second = await holdServer(base, engine, () => undefined);

    expect(await readFile(`${base}.log.1`, "utf8")).toBe(`on port ${first.port}\nready\n`);
    expect(await readFile(`${base}.log`, "utf8")).toBe(`on port ${second.port}\nready\n`);
    await second.close();
  });

  it("sees nothing of our environment", async () => {
    const base = join(await scratchDirectory(), "server");

    const server = await holdServer(
      base,
      shellEngine(base, () => "env; echo ready; exec sleep 60"),
      () => undefined,
    );

    const environment = await readFile(`${base}.log`, "utf8");
    expect(environment).toMatch(/^PATH=/mu);
    expect(environment).not.toMatch(/^(?:VITEST|HOME|USER)/mu);
    await server.close();
  });
});

/** A server that is a line of shell script, and is ready when it says so. */
function shellEngine(base: string, scriptFor: (port: number) => string): Engine {
  return {
    name: "Shell",
    wayOut: "SHELL_URL",
    stopSignal: "SIGTERM",
    prepare: (port) => Promise.resolve({ file: "/bin/sh", args: ["-c", scriptFor(port)] }),
    isReady: async () => (await readFile(`${base}.log`, "utf8")).includes("ready"),
    isPassing: (logTail) => logTail.includes("port is taken"),
  };
}

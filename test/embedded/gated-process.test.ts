import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { startGatedProcess } from "../../src/embedded/gated-process.ts";
import { findProcess } from "../../src/embedded/process-identity.ts";
import { scratchDirectory } from "./scratch-directory.ts";

const GATED_PROCESS = new URL("../../src/embedded/gated-process.ts", import.meta.url).href;

describe("a process at the gate", () => {
  it("becomes the server, with the same pid, when it is let go", async () => {
    const path = join(await scratchDirectory(), "log");
    const log = await open(path, "a");

    const server = await startGatedProcess({ file: "/bin/sh", args: ["-c", "echo $$"] }, log.fd);
    server.letGo();

    expect(await server.ended).toBe("exit code 0");
    expect(await readFile(path, "utf8")).toBe(`${server.identity.pid}\n`);
    await log.close();
  });

  it("never becomes the server when its starter is killed first", async () => {
    const path = join(await scratchDirectory(), "log");
    const script = `
      import { openSync } from "node:fs";
      import { startGatedProcess } from ${JSON.stringify(GATED_PROCESS)};
      const log = openSync(${JSON.stringify(path)}, "a");
      const { identity } = await startGatedProcess({ file: "/bin/echo", args: ["it runs"] }, log);
      console.log(identity.pid);
      setInterval(() => {}, 1000);
    `;
    const starter = spawn(process.execPath, ["--input-type=module", "--eval", script]);
    const [output] = (await once(starter.stdout, "data")) as [Buffer];
    const pid = Number(output.toString());
    const waits = findProcess(pid);

    starter.kill("SIGKILL");

    expect(waits).toBeDefined();
    await expect.poll(() => findProcess(pid)).toBeUndefined();
    expect(await readFile(path, "utf8")).toBe("");
  });
});

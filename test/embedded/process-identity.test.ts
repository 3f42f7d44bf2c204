import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { findCommandLine, findProcess, isRunning, thisProcess } from "../../src/embedded/process-identity.ts";

describe("a process", () => {
  it("is running as long as it has not ended", async () => {
    const child = spawn("sleep", ["60"]);
    const identity = findProcess(child.pid ?? 0);

    const before = identity && isRunning(identity);
    child.kill("SIGKILL");
    await once(child, "exit");

    expect(before).toBe(true);
    expect(identity && isRunning(identity)).toBe(false);
    expect(findProcess(child.pid ?? 0)).toBeUndefined();
  });

  it("is not mistaken for an earlier one that had the same pid", () => {
    expect(isRunning({ pid: process.pid, startedAt: "earlier" })).toBe(false);
    expect(isRunning(thisProcess())).toBe(true);
  });

  it("does not run any more when it has ended and nobody has asked for its exit code", async () => {
    // The shell starts a short process, and becomes one that never asks for it before that ends.
    const shell = spawn("/bin/sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"]);
    const [output] = (await once(shell.stdout, "data")) as [Buffer];
    const pid = Number(output.toString());

    await expect.poll(() => findProcess(pid)).toBeUndefined();
    expect(() => process.kill(pid, 0)).not.toThrow();
    shell.kill("SIGKILL");
  });

  it("is known by its command line", async () => {
    const child = spawn("sleep", ["61"]);
    await once(child, "spawn");

    expect(findCommandLine(child.pid ?? 0)).toContain("sleep 61");
    child.kill("SIGKILL");
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { findProgram } from "./find-program.ts";

/** What decides how Redis can be installed on a machine. */
export type Machine = {
  readonly isRoot: boolean;
  /** Whether sudo works without asking for a password. */
  readonly maySudo: boolean;
  readonly hasApt: boolean;
  readonly hasBrew: boolean;
};

/**
 * A package that brings a daemon starts it, unless policy-rc.d answers 101 (invoke-rc.d(8)): we want the program,
 * not another server on this machine. A policy that is there already, as in Debian's container images, stays.
 */
const APT_SCRIPT = `
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq --no-install-recommends -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 redis-server || exit 1
if command -v systemctl > /dev/null; then systemctl --quiet disable redis-server || true; fi
`;

/** The command that installs redis-server on such a machine, or undefined when a person has to do it. */
export function installationOf(machine: Machine): readonly [string, ...string[]] | undefined {
  if (machine.hasBrew && !machine.isRoot) return ["brew", "install", "redis"];
  if (machine.hasApt && machine.isRoot) return ["sh", "-c", APT_SCRIPT];
  if (machine.hasApt && machine.maySudo) return ["sudo", "-n", "sh", "-c", APT_SCRIPT];
  return undefined;
}

/** Makes sure that there is a redis-server on the PATH; answers the exit code. Silent when there is one. */
async function installRedis(say: (line: string) => void): Promise<number> {
  if (await findProgram("redis-server")) return 0;

  const installation = installationOf(await lookAtMachine());
  if (installation) {
    const [file, ...args] = installation;
    say(`redis-server is missing: installing it with ${file === "brew" ? "brew" : "apt-get"}`);
    await exitCodeOf(file, args, 2);
  }
  const installed = await findProgram("redis-server");
  say(
    installed
      ? `installed ${installed}`
      : 'cannot install redis-server here: install Redis yourself (Debian: "apt-get install redis-server" as root), ' +
          "or set REDIS_URL to one that runs",
  );
  return installed ? 0 : 1;
}

async function lookAtMachine(): Promise<Machine> {
  return {
    isRoot: process.geteuid?.() === 0,
    maySudo: (await exitCodeOf("sudo", ["-n", "true"], "ignore")) === 0,
    hasApt: (await findProgram("apt-get")) !== undefined,
    hasBrew: (await findProgram("brew")) !== undefined,
  };
}

async function exitCodeOf(
  file: string,
  args: readonly string[],
  output: 2 | "ignore",
): Promise<number | null> {
  try {
    const [code] = await once(spawn(file, args, { stdio: ["ignore", output, output] }), "exit");
    return code as number | null;
  } catch {
    return null;
  }
}

if (import.meta.main) process.exitCode = await installRedis((line) => process.stderr.write(`${line}\n`));

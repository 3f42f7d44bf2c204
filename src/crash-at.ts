import { InvalidConfig } from "./config.ts";
import { armCrashPoints, type CrashMeans } from "./crash-points/crash-point.ts";
import { readCrashAt } from "./crash-points/read-crash-at.ts";
import { isLoopback } from "./zendesk/is-loopback.ts";

/**
 * Arms what CRASH_AT names, for tests of what a kill leaves behind, but never where a real Zendesk would be left halfway.
 * Answers why it refuses to, if it does.
 */
export function armCrashPointsIn(
  env: Readonly<Record<string, string | undefined>>,
  means: CrashMeans,
): string | undefined {
  const crashAt = env["CRASH_AT"]?.trim() ?? "";
  if (crashAt === "") return undefined;
  const read = readCrashAt(crashAt);
  const problems = [...problemsOfZendesk(env["ZENDESK_URL"]), ...read.problems];
  if (problems.length > 0) return new InvalidConfig(problems.map((one) => `CRASH_AT: ${one}`)).message;
  armCrashPoints(read.chances, means);
  return undefined;
}

/** A command that has no Zendesk leaves nothing halfway there. */
function problemsOfZendesk(url = ""): string[] {
  const hostname = URL.parse(url)?.hostname;
  return hostname === undefined || isLoopback(hostname)
    ? []
    : [`${hostname} is no sandbox on this machine, and would be left halfway: take CRASH_AT out`];
}

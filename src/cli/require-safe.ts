import { stat } from "node:fs/promises";

import { type Config, InvalidConfig } from "../config.ts";
import { isLoopback } from "../zendesk/is-loopback.ts";
import { inspectRedis } from "../redis/inspect-redis.ts";

/** With which Zendesk signs what its "Test webhook" button sends ("Verifying webhook authenticity"): everybody knows it. */
const publishedSecret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

const readableByAll = 0o004;

/**
 * Refuses what would be taken for running well: a Redis that throws away what it is given, and against a real Zendesk a
 * secret that is public or that every user of this machine can read. A Redis that is away is no reason: it may come back.
 * @throws InvalidConfig
 */
export async function requireSafe(config: Config, envFile = ".env"): Promise<void> {
  const isReal = !isLoopback(new URL(config.zendesk.url).hostname);
  const problems = [
    ...(await problemsOfRedis(config.redisUrl)),
    ...(isReal ? problemsOfSecrets(config) : []),
    ...(isReal ? await problemsOfFile(envFile) : []),
  ];
  if (problems.length > 0) throw new InvalidConfig(problems);
}

async function problemsOfRedis(url: string | undefined): Promise<string[]> {
  if (url === undefined) return [];
  const facts = await inspectRedis(url).catch(() => undefined);
  const policy = facts?.evictionPolicy ?? "noeviction";
  return policy === "noeviction"
    ? []
    : [
        `REDIS_URL: this Redis throws keys away when it is full (maxmemory-policy ${policy}): set it to noeviction`,
      ];
}

function problemsOfSecrets({ zendesk }: Config): string[] {
  return zendesk.webhookSecrets.includes(publishedSecret)
    ? [
        "ZENDESK_WEBHOOK_SECRETS: has the secret that Zendesk publishes for tests: anybody could sign with it. Take it out; los setup apply prints that of our webhook",
      ]
    : [];
}

async function problemsOfFile(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  return found && (found.mode & readableByAll) !== 0
    ? [`${path}: has secrets, and every user of this machine may read it: chmod 600 ${path}`]
    : [];
}

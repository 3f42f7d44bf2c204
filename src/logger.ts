import { type DestinationStream, type Logger, pino } from "pino";

import type { Config } from "./config.ts";

const masked = [
  "authorization",
  "Authorization",
  "cookie",
  "client_secret",
  "clientSecret",
  "access_token",
  "token",
  "password",
  "secret",
  "webhookSecrets",
];

/**
 * One JSON line per event, on stderr: stdout is for results. A person at a terminal gets readable lines instead.
 * Secrets that stray into a line are masked.
 */
export async function createLogger(
  level: Config["logLevel"],
  { isTerminal = false, destination }: { isTerminal?: boolean; destination?: DestinationStream } = {},
): Promise<Logger> {
  return pino(
    {
      level,
      base: isTerminal ? null : { service: "los-sync", pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: toldOf },
      redact: {
        paths: masked.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: "[masked]",
      },
    },
    destination ?? (isTerminal ? await readable() : pino.destination(2)),
  );
}

/** Not all it carries: an answer of Zendesk's or a row that the database refused may hold what people wrote. */
function toldOf(err: unknown): unknown {
  if (!(err instanceof Error)) return err;
  const { type, message, stack, code, status } = pino.stdSerializers.err(err);
  return { type, message, stack, code, status };
}

async function readable(): Promise<DestinationStream> {
  const { default: pretty } = await import("pino-pretty");
  return pretty({
    destination: 2,
    sync: true,
    translateTime: "SYS:HH:MM:ss.l",
    ignore: "service,pid,hostname",
  });
}

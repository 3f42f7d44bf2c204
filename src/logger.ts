import { type DestinationStream, type Logger, pino } from "pino";

import type { Config } from "./config.ts";

const masked: ReadonlySet<string> = new Set([
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
]);

const censor = "[masked]";

/** So many objects within each other are looked through. */
const maskedDepth = 3;

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
      formatters: { level: (label) => ({ level: label }), log: (line) => withoutSecrets(line) },
      serializers: { err: toldOf },
      redact: { paths: [...masked], censor },
    },
    destination ?? (isTerminal ? await readable() : pino.destination(2)),
  );
}

/**
 * A line as it is, or a copy of it where there is something to mask. Of pino's own `redact` a path for any name (`*.token`)
 * makes each line ten times as dear.
 */
function withoutSecrets(line: object, depth = 1): Record<string, unknown> {
  const given = line as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(given)) {
    const told = toldAs(name, value, depth);
    if (told !== value) (copy ??= copyOf(given))[name] = told;
  }
  return copy ?? given;
}

/** A list stays a list. */
function copyOf(line: Record<string, unknown>): Record<string, unknown> {
  return Object.assign(Array.isArray(line) ? [] : {}, line);
}

function toldAs(name: string, value: unknown, depth: number): unknown {
  if (masked.has(name)) return censor;
  if (value instanceof Error) return toldOf(value);
  return isLookedThrough(value, depth) ? withoutSecrets(value, depth + 1) : value;
}

function isLookedThrough(value: unknown, depth: number): value is object {
  return typeof value === "object" && value !== null && depth < maskedDepth;
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

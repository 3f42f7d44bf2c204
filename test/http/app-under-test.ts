import type { FastifyInstance, LightMyRequestResponse as Response } from "fastify";
import { pino } from "pino";

import { type AppOptions, buildApp } from "../../src/http/app.ts";
import type { HealthPorts } from "../../src/http/health.ts";
import type { OperationsPorts } from "../../src/http/operations-api.ts";
import { createPresence } from "../../src/http/presence.ts";
import type { Accepted, Message } from "../../src/jobs/inbox.ts";
import type { WorkKey } from "../../src/jobs/ports.ts";
import { accountingSecret, type Kind } from "../support/accounting.ts";
import { theCatalogue } from "../support/builders.ts";
import { zendeskSecret } from "../support/environment.ts";
import { fakeOperations } from "../support/fake-operations.ts";
import { signed, type Signing } from "../support/signed.ts";
import { zendeskSigned, type ZendeskSigning } from "../support/zendesk-sender.ts";

export type AppUnderTest = AsyncDisposable & {
  readonly app: FastifyInstance;
  /** What the inbox was handed. */
  readonly messages: readonly Message[];
  /** What the workers were told. */
  readonly woken: readonly WorkKey[];
  /** What was logged, line by line as it was written. */
  readonly lines: readonly string[];
};

export type AppSetting = AppOptions & {
  readonly accept?: (message: Message) => Promise<Accepted>;
  readonly secrets?: readonly string[];
  readonly zendeskSecrets?: readonly string[];
  readonly checks?: HealthPorts["checks"];
} & Partial<Pick<OperationsPorts, "operations" | "operators">>;

/** The app on an inbox that says yes to everything unless told otherwise. */
export async function startApp({
  accept = async () => ({ duplicate: false, dirty: [] }),
  secrets = [accountingSecret],
  zendeskSecrets = [zendeskSecret],
  checks = {},
  operations = fakeOperations(),
  operators = [],
  ...options
}: AppSetting = {}): Promise<AppUnderTest> {
  const messages: Message[] = [];
  const woken: WorkKey[] = [];
  const lines: string[] = [];
  const inbox = {
    async accept(message: Message) {
      messages.push(message);
      return await accept(message);
    },
  };
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const wake = (keys: readonly WorkKey[]) => void woken.push(...keys);
  const app = await buildApp(
    {
      inbox,
      catalogue: theCatalogue,
      secrets,
      zendeskSecrets,
      wake,
      checks,
      presence: createPresence(checks),
      operations,
      operators,
      render: async () => ({ contentType: "text/plain; version=0.0.4", body: "los_messages_total 1\n" }),
      log,
    },
    { drainMs: 0, ...options },
  );
  await app.ready();
  return { app, messages, woken, lines, [Symbol.asyncDispose]: async () => await app.close() };
}

export const notification = {
  clientId: "C-1042",
  name: "Acme Senior Living",
  segment: "VIP",
  occurredAt: "2026-11-20T15:04:05Z",
};

type Headers = Readonly<Record<string, string | undefined>>;

/** Sends to the app as accounting does; objects go as JSON, and `headers` stand in for the ones that would be sent. */
export async function send(
  under: AppUnderTest,
  body: object | string | Buffer,
  { kind = "new-client", headers = {}, ...signing }: Signing & { kind?: Kind; headers?: Headers } = {},
): Promise<Response> {
  const payload = payloadOf(body);
  return await inject(under, `/webhooks/accounting/${kind}`, payload, {
    ...signed(payload, signing),
    ...headers,
  });
}

/** The same, as Zendesk does. */
export async function sendAsZendesk(
  under: AppUnderTest,
  body: object | string | Buffer,
  { headers = {}, ...signing }: ZendeskSigning & { headers?: Headers } = {},
): Promise<Response> {
  const payload = payloadOf(body);
  return await inject(under, "/webhooks/zendesk", payload, {
    ...zendeskSigned(payload, signing),
    ...headers,
  });
}

function payloadOf(body: object | string | Buffer): string | Buffer {
  return typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}

async function inject(
  { app }: AppUnderTest,
  url: string,
  payload: string | Buffer,
  headers: Headers,
): Promise<Response> {
  const given = Object.entries(headers).filter(
    (header): header is [string, string] => header[1] !== undefined,
  );
  return await app.inject({ method: "POST", url, payload, headers: Object.fromEntries(given) });
}

/** Status, stable code and content type of a refusal. */
export function refusalOf(response: Response): { status: number; code: unknown; type: unknown } {
  const { code } = response.json<{ code: string }>();
  return { status: response.statusCode, code, type: response.headers["content-type"] };
}

export function refusal(status: number, code: string): object {
  return { status, code, type: "application/problem+json; charset=utf-8" };
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { loadConfig } from "../config.ts";
import { createLogger } from "../logger.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { startSandbox } from "../sandbox/start-sandbox.ts";
import { startService } from "../wiring.ts";
import { createDemoSender } from "./demo-sender.ts";
import { type DemoStep, demoSteps } from "./demo-steps.ts";
import { organizationTable, watchOrganization } from "./demo-view.ts";
import { type Command, exit, type Io } from "./io.ts";

/** Made for each run; the sandbox and the sender are the only ones to use them. */
const accountingSecret = `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64")}`;

export const demo: Command = {
  usage: `los demo [--exit]

  --exit   stop at the end instead of keeping everything running

Starts a Zendesk sandbox and the service with a PostgreSQL and a Redis of their own in a temporary folder,
on free ports, then sends signed webhooks over HTTP as accounting would.`,

  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options: { exit: { type: "boolean", default: false } } });
    const startedAt = performance.now();
    await using open = new AsyncDisposableStack();
    const dataDir = await mkdtemp(join(tmpdir(), "los-demo-"));
    open.defer(async () => await rm(dataDir, { recursive: true, force: true }));

    io.out(
      "\nlos demo: all of this is real (PostgreSQL, Redis, HTTP, signatures), only Zendesk is a sandbox.\n",
    );
    const sandbox = await startSandbox();
    open.defer(async () => await sandbox.close());
    io.out(`  sandbox   ${sandbox.url}`);

    const config = loadConfig({
      PORT: "0",
      DATA_DIR: dataDir,
      CONFIG_DIR: io.env["CONFIG_DIR"],
      ZENDESK_URL: sandbox.url,
      ZENDESK_OAUTH_CLIENT_ID: sandbox.credentials.clientId,
      ZENDESK_OAUTH_CLIENT_SECRET: sandbox.credentials.clientSecret,
      ZENDESK_WEBHOOK_SECRETS: "unused-in-this-demo",
      ACCOUNTING_WEBHOOK_SECRETS: accountingSecret,
      LOG_LEVEL: io.env["LOG_LEVEL"] ?? "error",
    });
    io.err("  … starting PostgreSQL, Redis and the service");
    const service = await startService(config, "all", await createLogger(config.logLevel, io));
    open.defer(async () => await service.close());
    io.out(`  service   ${service.url}/docs   (up ${seconds(startedAt)} after the start)`);

    const send = createDemoSender(service.url ?? "", accountingSecret);
    io.out(
      "\nEach step waits for the one before; after a write, three seconds gather what comes for one client.",
    );
    for (const [index, step] of demoSteps().entries()) {
      await show(index + 1, step, send, sandbox, io);
    }

    const calls = callsOf(sandbox);
    const writes = calls.filter(({ applied }) => applied).length;
    io.out(
      `\nThe organization as Zendesk has it now (${calls.length} calls in all, ${writes} of them writes):\n`,
    );
    io.out(organizationTable(sandbox));
    if (values.exit) return exit.done;

    io.out(
      `\nStill running, to look at: the sandbox at ${sandbox.url}, the API at ${service.url}/docs. Ctrl-C stops it.`,
    );
    await io.untilStopped(async () => await open.disposeAsync());
    return exit.done;
  },
};

async function show(
  number: number,
  { title, address, body, isDone }: DemoStep,
  send: ReturnType<typeof createDemoSender>,
  sandbox: Sandbox,
  io: Io,
): Promise<void> {
  io.out(`\n${number}  ${title}`);
  const callsBefore = callsOf(sandbox).length;
  const sentAt = performance.now();
  const { status, text } = await send(address, body);
  io.out(`   POST ${address}\n   ${status} ${text}  (${Math.round(performance.now() - sentAt)} ms)`);
  const changes = await watchOrganization(sandbox, isDone);
  const { length: calls } = callsOf(sandbox).slice(callsBefore);
  io.out(`   in Zendesk ${seconds(sentAt)} later, ${calls} calls:`);
  for (const change of changes) io.out(`     ${change}`);
}

/** Calls to the API; asking for a token is none. */
function callsOf({ calls }: Sandbox): Sandbox["calls"] {
  return calls.filter(({ path }) => path.startsWith("/api/"));
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

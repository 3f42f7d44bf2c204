import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { loadConfig } from "../config.ts";
import { counted } from "../domain/counted.ts";
import { createLogger } from "../logger.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { startSandbox } from "../sandbox/start-sandbox.ts";
import { startService } from "../wiring.ts";
import { createDemoSender } from "./demo-sender.ts";
import { type DemoStep, demoSteps } from "./demo-steps.ts";
import { changesBetween, factsIn, factTable, untilDone } from "./demo-view.ts";
import { type Command, exit, type Io } from "./io.ts";

/** Made for each run; the sandbox and the sender are the only ones to use them. */
const accountingSecret = `whsec_${randomBytes(32).toString("base64")}`;
const zendeskSecret = randomBytes(32).toString("base64");

export const demo: Command = {
  usage: `los demo [--exit]

  --exit   stop at the end instead of keeping everything running

Starts a Zendesk sandbox and the service with a PostgreSQL and a Redis of their own in a temporary folder,
on free ports, then sends signed webhooks over HTTP as accounting would. The sandbox sends its own to the service.`,

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

    const token = randomBytes(16).toString("base64url");
    const config = loadConfig({
      PORT: "0",
      DATA_DIR: dataDir,
      CONFIG_DIR: io.env["CONFIG_DIR"],
      ZENDESK_URL: sandbox.url,
      ZENDESK_OAUTH_CLIENT_ID: sandbox.credentials.clientId,
      ZENDESK_OAUTH_CLIENT_SECRET: sandbox.credentials.clientSecret,
      ZENDESK_WEBHOOK_SECRETS: zendeskSecret,
      ACCOUNTING_WEBHOOK_SECRETS: accountingSecret,
      OPS_TOKENS: `you:admin:${token}`,
      LOG_LEVEL: io.env["LOG_LEVEL"] ?? "error",
    });
    io.err("  … starting PostgreSQL, Redis and the service");
    const service = await startService(config, "all", await createLogger(config.logLevel, io));
    open.defer(async () => await service.close());
    io.out(`  service   ${service.url}/docs   (up ${seconds(startedAt)} after the start)`);

    const serviceUrl = service.url ?? "";
    sandbox.tellWebhooks([{ url: new URL("/webhooks/zendesk", serviceUrl).href, secret: zendeskSecret }]);

    // The first look at what changed before would be counted as a step's.
    await untilDone(sandbox, () => callsOf(sandbox).length >= 2);

    const send = createDemoSender(serviceUrl, accountingSecret);
    io.out(
      "\nEach step waits for the one before; after a write, three seconds gather what comes for one client.",
    );
    for (const [index, step] of demoSteps().entries()) {
      await show(index + 1, step, send, sandbox, io);
    }
    await sandbox.deliveriesSettled();

    const calls = callsOf(sandbox);
    const writes = calls.filter(({ applied }) => applied).length;
    const facts = factsIn(sandbox);
    io.out(`\nThe organization as Zendesk has it now:\n\n${factTable(facts, "organization")}`);
    io.out(`\nThe ticket:\n\n${factTable(facts, "ticket")}`);
    io.out(
      `\n${calls.length} calls in all, ${writes} of them writes; Zendesk sent ${sandbox.deliveries.length} events, ` +
        "those of our own writes among them.",
    );
    if (values.exit) return exit.done;

    io.out(
      `\nStill running, to look at:\n\n  the console   ${service.url}   sign in with ${token}\n` +
        `  the sandbox   ${sandbox.url}\n  the API       ${service.url}/docs\n\nCtrl-C stops it.`,
    );
    await io.untilStopped(async () => await open.disposeAsync());
    return exit.done;
  },
};

async function show(
  number: number,
  step: DemoStep,
  send: ReturnType<typeof createDemoSender>,
  sandbox: Sandbox,
  io: Io,
): Promise<void> {
  io.out(`\n${number}  ${step.title}`);
  const callsBefore = callsOf(sandbox).length;
  const startedAt = performance.now();
  const byPeople = step.kind === "people" ? step.act(sandbox) : [];
  const before = factsIn(sandbox);
  for (const line of byPeople) io.out(`   ${line}`);
  if (step.kind === "message") {
    const { status, text } = await send(step.address, step.body);
    io.out(
      `   POST ${step.address}\n   ${status} ${text}  (${Math.round(performance.now() - startedAt)} ms)`,
    );
  }
  await untilDone(sandbox, step.isDone);
  const calls = callsOf(sandbox).slice(callsBefore);
  io.out(`   in Zendesk ${seconds(startedAt)} later, ${counted(calls.length, "call")}:`);
  for (const change of changesBetween(before, factsIn(sandbox))) io.out(`     ${change}`);
}

/** Calls to the API; asking for a token is none. */
function callsOf({ calls }: Sandbox): Sandbox["calls"] {
  return calls.filter(({ path }) => path.startsWith("/api/"));
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

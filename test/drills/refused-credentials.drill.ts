import { setTimeout as pause } from "node:timers/promises";

import { expect, it } from "vitest";

import { defaultCredentials } from "../../src/sandbox/credentials.ts";
import { onboarding } from "../support/accounting.ts";
import { sendUntilTaken } from "../support/send-until-taken.ts";
import { askDatabase } from "./ask-database.ts";
import { inTheEnd } from "./in-the-end.ts";
import { ownDatabase, ownEnvironment } from "./own-environment.ts";
import { ownSandbox } from "./own-sandbox.ts";
import { seconds } from "./seconds.ts";
import { startOwnService } from "./start-own-service.ts";

const clients = Array.from({ length: 30 }, (_, index) => `K-${index + 1}`);
const lookForMs = 10_000;

/** The cause is that of the latest attempt; without one nobody tried it yet. */
type Waiting = { readonly cause: string | null; readonly attempts: number };

it("Zendesk's credentials stop working: work waits with its cause, Zendesk is left in peace, a new secret mends it", async ({
  annotate,
}) => {
  const accepted = { ...defaultCredentials };
  const sandbox = await ownSandbox({ credentials: accepted });
  const databaseUrl = await ownDatabase();
  const env = await ownEnvironment(sandbox, databaseUrl);
  const service = await startOwnService(env);
  await sendUntilTaken(service.url, onboarding("K-0")[0]);
  await inTheEnd("an organization", () => sandbox.account.organizations.size === 1);

  accepted.clientSecret = "another-secret";
  sandbox.revokeTokens();
  sandbox.forgetCalls();
  const refusedSince = performance.now();
  for (const clientId of clients) {
    await sendUntilTaken(service.url, onboarding(clientId)[0]);
  }
  await inTheEnd("one that was refused", async () =>
    (await waitingFor(databaseUrl)).some(({ cause }) => cause !== null),
  );
  await pause(lookForMs);
  const asked = sandbox.calls.length;
  const refusedForMs = performance.now() - refusedSince;
  const waiting = await waitingFor(databaseUrl);
  const ready = await (await fetch(new URL("/readyz", service.url))).json();

  await service.kill("SIGTERM");
  const restartedAt = performance.now();
  await startOwnService({ ...env, ZENDESK_OAUTH_CLIENT_SECRET: accepted.clientSecret });
  await inTheEnd("all organizations", () => sandbox.account.organizations.size === clients.length + 1);
  const mendedMs = performance.now() - restartedAt;

  expect(waiting).toHaveLength(clients.length);
  expect(waiting.map(({ cause }) => cause)).toContain("zendesk-401");
  expect(Math.max(...waiting.map(({ attempts }) => attempts))).toBe(0);
  expect(asked).toBeLessThan(refusedForMs / 1000);
  await annotate(
    `${clients.length} messages answered 202 meanwhile, all waiting (cause zendesk-401), no attempt used up; ` +
      `${asked} calls to Zendesk in ${seconds(refusedForMs)}; /readyz ${JSON.stringify(ready)}; ` +
      `all written ${seconds(mendedMs)} after the restart with the new secret`,
  );
}, 300_000);

async function waitingFor(databaseUrl: string): Promise<readonly Waiting[]> {
  return await askDatabase(databaseUrl, "select cause, attempts from work where state = 'pending'");
}

import { setTimeout as pause } from "node:timers/promises";

import { expect, it } from "vitest";

import { onboarding } from "../support/accounting.ts";
import { sendUntilTaken } from "../support/send-until-taken.ts";
import { askDatabase, countUnfinished } from "./ask-database.ts";
import { inTheEnd } from "./in-the-end.ts";
import { isOnboarded } from "./is-onboarded.ts";
import { ownDatabase, ownEnvironment } from "./own-environment.ts";
import { ownSandbox } from "./own-sandbox.ts";
import { seconds } from "./seconds.ts";
import { startOwnService } from "./start-own-service.ts";

const clients = Array.from({ length: 200 }, (_, index) => `Z-${index + 1}`);
const awayMs = 20_000;
const retryAfterSeconds = 2;

/** Each Retry-After lets a few calls through: far fewer than there are clients. */
const callsPerRetryAfter = 5;

/** Of Zendesk's 700 calls a minute three quarters are ours. */
const ourCallsPerMinute = 525;

it("Zendesk answers nothing but 503 for long: nothing is hammered, and when it is back all is applied within the limits", async ({
  annotate,
}) => {
  const sandbox = await ownSandbox({ faults: [{ kinds: ["503"], retryAfterSeconds }] });
  const databaseUrl = await ownDatabase();
  const env = await ownEnvironment(sandbox, databaseUrl);
  const { url } = await startOwnService(env);

  const awaySince = performance.now();
  const messages = clients.flatMap(onboarding);
  for (const message of messages) await sendUntilTaken(url, message);
  await pause(Math.max(0, awaySince + awayMs - performance.now()));
  const asked = sandbox.calls.length;
  const askedForSeconds = (performance.now() - awaySince) / 1000;
  const waiting = await countUnfinished(databaseUrl);
  const failed = await askDatabase(databaseUrl, "select key, cause from work where state = 'failed'");
  sandbox.tellFaults([]);
  const backAt = performance.now();
  await inTheEnd("no work left", async () => (await countUnfinished(databaseUrl)) === 0);
  const tookMs = performance.now() - backAt;

  expect(failed).toEqual([]);
  expect(asked).toBeLessThan((askedForSeconds / retryAfterSeconds) * callsPerRetryAfter);
  expect(clients.filter((clientId) => !isOnboarded(sandbox, clientId))).toEqual([]);
  expect(sandbox.account.organizations.size).toBe(clients.length);
  expect(sandbox.calls.filter(({ status }) => status === 429)).toEqual([]);
  expect(sandbox.usage.mostCallsInAMinute).toBeLessThanOrEqual(ourCallsPerMinute);
  await annotate(
    `${messages.length} messages answered 202 in ${seconds(awayMs)} without Zendesk, which was asked ${asked} times; ` +
      `${waiting} clients waited, none failed; all right ${seconds(tookMs)} after it was back, by ` +
      `${sandbox.calls.length - asked} calls; no 429`,
  );
}, 300_000);

import { setTimeout as pause } from "node:timers/promises";

import { expect, it } from "vitest";

import { type Envelope, onboarding, post } from "../support/accounting.ts";
import { zendeskSecret } from "../support/environment.ts";
import { levelTags } from "../support/level-tags.ts";
import { countUnfinished } from "./ask-database.ts";
import { inTheEnd } from "./in-the-end.ts";
import { ownEnvironment } from "./own-environment.ts";
import { ownPostgres } from "./own-postgres.ts";
import { ownSandbox } from "./own-sandbox.ts";
import { seconds } from "./seconds.ts";
import { startOwnService } from "./start-own-service.ts";

const clients = Array.from({ length: 20 }, (_, index) => `D-${index + 1}`);
const databaseAwayMs = 20_000;

type Try = { readonly status: number; readonly retryAfter: string | null; readonly tookMs: number };

it("the database is down: senders hear when to come back, and are taken when they do", async ({
  annotate,
}) => {
  const postgres = await ownPostgres();
  const sandbox = await ownSandbox();
  const env = await ownEnvironment(sandbox, postgres.url);
  const { url } = await startOwnService(env);
  sandbox.tellWebhooks([{ url: `${url}/webhooks/zendesk`, secret: zendeskSecret }]);

  await postgres.stop();
  const stoppedAt = performance.now();
  const sending = clients.map(async (clientId) => await sendPatiently(url, onboarding(clientId)[0]));
  const ticket = sandbox.createTicket({ subject: "Written while the database was down" });
  const ready = await fetch(new URL("/readyz", url));
  const live = await fetch(new URL("/livez", url));
  await pause(databaseAwayMs);
  await postgres.start();
  const awayMs = performance.now() - stoppedAt;
  const tries = await Promise.all(sending);
  await sandbox.deliveriesSettled();
  await inTheEnd(
    "all organizations, and the ticket's tag",
    async () =>
      sandbox.account.organizations.size === clients.length &&
      levelTags(sandbox.account.tickets.get(ticket.id)?.tags ?? []).length === 1 &&
      (await countUnfinished(postgres.url)) === 0,
  );
  const doneMs = performance.now() - stoppedAt;

  expect([ready.status, live.status]).toEqual([503, 200]);
  expect(tries.map(([first]) => first)).toEqual(
    clients.map(() => expect.objectContaining({ status: 503, retryAfter: "30" }) as unknown),
  );
  expect(tries.map((each) => each.at(-1)?.status)).toEqual(clients.map(() => 202));
  expect(sandbox.deliveries.map(({ status }) => status)).not.toContain("terminated");
  const slowestMs = Math.max(...tries.flat().map(({ tookMs }) => tookMs));
  await annotate(
    `down for ${seconds(awayMs)}: ${clients.length} senders got 503 with Retry-After 30 (the slowest in ${seconds(slowestMs)}), ` +
      `all of them 202 after ${Math.max(...tries.map(({ length }) => length))} tries at most, and so did Zendesk's event; at rest ${seconds(doneMs - awayMs)} after the database was back`,
  );
}, 300_000);

/** Comes back when it was told to. */
async function sendPatiently(url: string, message: Envelope): Promise<readonly Try[]> {
  const tries: Try[] = [];
  while (tries.at(-1)?.status !== 202) {
    const waitSeconds = Number(tries.at(-1)?.retryAfter ?? 0);
    await pause(waitSeconds * 1000);
    const at = performance.now();
    const { status, retryAfter } = await post(url, message);
    tries.push({ status, retryAfter, tookMs: performance.now() - at });
  }
  return tries;
}

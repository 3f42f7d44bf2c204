import { setTimeout as pause } from "node:timers/promises";

import { expect, it, onTestFinished } from "vitest";

import { accountingSecret, envelope, onboarding, post } from "../support/accounting.ts";
import { zendeskSecret } from "../support/environment.ts";
import { levelTags } from "../support/level-tags.ts";
import { sendUntilTaken } from "../support/send-until-taken.ts";
import { startAccountingLoad } from "./accounting-load.ts";
import { countUnfinished } from "./ask-database.ts";
import { startHttpPair } from "./http-pair.ts";
import { inTheEnd } from "./in-the-end.ts";
import { ownDatabase, ownEnvironment } from "./own-environment.ts";
import { ownSandbox } from "./own-sandbox.ts";
import { seconds } from "./seconds.ts";

const newAccountingSecret = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
const newZendeskSecret = "another-zendesk-secret";
const ticketEveryMs = 300;

it("secrets of both webhooks and Zendesk's credentials are changed under load: nothing is refused but the old secret, afterwards", async ({
  annotate,
}) => {
  const sandbox = await ownSandbox();
  const databaseUrl = await ownDatabase();
  const {
    ZENDESK_OAUTH_CLIENT_ID: clientId = "",
    ZENDESK_OAUTH_CLIENT_SECRET: clientSecret = "",
    ...common
  } = await ownEnvironment(sandbox, databaseUrl);
  const { email, apiToken } = sandbox.credentials;
  const both = {
    ACCOUNTING_WEBHOOK_SECRETS: `${newAccountingSecret},${accountingSecret}`,
    ZENDESK_WEBHOOK_SECRETS: `${newZendeskSecret},${zendeskSecret}`,
  };
  const pair = await startHttpPair({ ...common, ZENDESK_EMAIL: email, ZENDESK_API_TOKEN: apiToken });
  const signedWith = (secret: string) =>
    sandbox.tellWebhooks([{ url: `${pair.url}/webhooks/zendesk`, secret }]);
  signedWith(zendeskSecret);
  for (const index of Array.from({ length: 10 }, (_, number) => number)) {
    await sendUntilTaken(pair.url, onboarding(`S-${index}`)[0]);
  }

  const startedAt = performance.now();
  const load = startAccountingLoad(pair.url, accountingSecret);
  const customers = setInterval(() => {
    sandbox.createTicket({ subject: "How do I change my password?" });
  }, ticketEveryMs);
  onTestFinished(() => clearInterval(customers));

  await pair.replace({ ...common, ...both, ZENDESK_EMAIL: email, ZENDESK_API_TOKEN: apiToken });
  load.signWith(newAccountingSecret);
  signedWith(newZendeskSecret);
  await pause(1000);
  await pair.replace({
    ...common,
    ACCOUNTING_WEBHOOK_SECRETS: newAccountingSecret,
    ZENDESK_WEBHOOK_SECRETS: newZendeskSecret,
    ZENDESK_OAUTH_CLIENT_ID: clientId,
    ZENDESK_OAUTH_CLIENT_SECRET: clientSecret,
  });
  await pause(1000);
  clearInterval(customers);
  await load.stop();
  const tookMs = performance.now() - startedAt;
  await sandbox.deliveriesSettled();
  const withOldSecret = await post(pair.url, envelope("assignments", {}));

  const taken = load.answers.filter((status) => status === 202).length;
  const atOnce = sandbox.deliveries.filter(({ attempts }) => attempts === 1).length;
  // A busy machine may be late and say 503, after which senders come again.
  expect(load.answers.filter((status) => status !== 202 && status !== 503)).toEqual([]);
  expect(taken).toBeGreaterThan(0);
  expect(sandbox.deliveries.filter(({ status }) => status !== "success")).toEqual([]);
  expect(sandbox.calls.filter(({ status }) => status === 401)).toEqual([]);
  expect(withOldSecret.status).toBe(401);
  await inTheEnd(
    "all work done, every ticket with its tag",
    async () =>
      (await countUnfinished(databaseUrl)) === 0 &&
      sandbox.account.tickets.list().every(({ tags }) => levelTags(tags).length === 1),
  );
  await annotate(
    `two http and a worker replaced twice in ${seconds(tookMs)}: of ${load.answers.length} messages of accounting's ${taken} ` +
      `answered 202 and none refused, of ${sandbox.deliveries.length} events of Zendesk's ${atOnce} taken at the first try ` +
      `and all in the end, no call to Zendesk refused; ` +
      `the old secret is answered ${withOldSecret.status}`,
  );
}, 300_000);

import { expect, it } from "vitest";

import { environmentNames } from "../../src/config.ts";
import { connectDatabase } from "../../src/store/database.ts";
import { eventually } from "../support/running.ts";
import { type Artefact, findCanaries } from "./canaries.ts";
import { driveFailures } from "./drive-failures.ts";
import { driveOperators } from "./drive-operators.ts";
import { driveWebhooks } from "./drive-webhooks.ts";
import { refusedStart, runCommands } from "./failing-commands.ts";
import { keysOf, tablesOf } from "./kept.ts";
import { minuteMs, patienceMs, plantedWorld } from "./planted-world.ts";
import { endedBySignal, type ServiceProcess, startServiceProcess } from "./running-process.ts";
import { openVariables, secretVariables } from "./variables.ts";

it("each variable of the configuration is known to be a secret, or to be none", () => {
  expect([...secretVariables, ...openVariables].toSorted()).toEqual([...environmentNames].toSorted());
});

it("whatever happens, no secret is written down, told or shown", async () => {
  const world = await plantedWorld();
  const { cage, env, sandbox, stores, slack, mail, collector } = world;
  expect(cage.canaries.map(({ of }) => of)).toEqual(expect.arrayContaining([...secretVariables]));
  const withOauth = { ...env, ZENDESK_EMAIL: "", ZENDESK_API_TOKEN: "" };

  const services: ServiceProcess[] = [];
  const answers: Artefact[] = [];
  const start = async (name: string, environment: Readonly<Record<string, string>>): Promise<string> => {
    const service = await startServiceProcess(name, environment, minuteMs);
    services.push(service);
    return service.url;
  };

  const url = await start("a service", withOauth);
  answers.push(...(await driveWebhooks(url, world, ["C-1", "C-2", "C-3"])));
  await eventually("their organizations", () => sandbox.account.organizations.size >= 3, patienceMs);
  answers.push(...(await driveFailures(url, world)));
  answers.push(...(await driveOperators(url, world, await idsIn(stores.inside.databaseUrl))));
  await services[0]!.stop();

  const wrong = { ...withOauth, ZENDESK_OAUTH_CLIENT_SECRET: cage.plant("a wrong secret") };
  answers.push(...(await driveWebhooks(await start("a service that is not let in", wrong), world, ["C-31"])));
  await eventually("news of it", () => slack.told().text.includes("credentials"), patienceMs);
  await services[1]!.stop();
  sandbox.forgetCalls();

  const withToken = { ...env, ZENDESK_OAUTH_CLIENT_ID: "", ZENDESK_OAUTH_CLIENT_SECRET: "" };
  answers.push(
    ...(await driveWebhooks(await start("a service with an API token", withToken), world, ["C-32"])),
  );
  await eventually("its calls", () => sandbox.calls.length > 0, patienceMs);
  await services[2]!.stop();
  answers.push(...(await runCommands(cage, withOauth)));

  const artefacts = [
    ...services.map(({ said }) => said()),
    ...answers,
    ...(await tablesOf(stores.inside.databaseUrl)),
    await keysOf(stores.inside.redisUrl),
    slack.told(),
    mail.told(),
    collector.told(),
  ];
  expect(findCanaries(cage.canaries, artefacts)).toEqual([]);
  for (const [name, words] of seen) {
    const texts = artefacts.filter((one) => one.name.startsWith(name)).map(({ text }) => text);
    expect({ name, text: texts.join("\n") }).toEqual({ name, text: expect.stringContaining(words) });
  }
  for (const { name, text } of artefacts.filter((one) => one.name.startsWith(refusedStart))) {
    const why = name.slice(refusedStart.length);
    expect({ name, text }).toEqual({ name, text: expect.stringContaining(why) });
  }
  expect(artefacts.filter(({ text }) => text.endsWith(endedBySignal)).map(({ name }) => name)).toEqual([]);
}, 600_000);

/** That there was something to be found in: what would be empty if the test did not do what it says. */
const seen: readonly (readonly [string, string])[] = [
  ["a service", "job.attempted"],
  ["page /clients/C-1", "Acme C-1"],
  ["GET /api/clients/:clientId", "Acme C-1"],
  ["table calls", "/api/v2/organizations"],
  ["metrics", "los_"],
  ["signing out, answered 303", "location"],
  ["POST /api/jobs/:id/discard, answered 200", "discarded"],
  ["POST /api/jobs/:id/retry, answered 202", "reconcile-client"],
  ["los clients show C-1 where all is well", "Acme C-1"],
  [`${refusedStart}OPS_TOKENS`, "exit 1"],
  ["what Slack was told", "client_vertical"],
  ["mails", "client_vertical"],
  ["traces", "traceId"],
];

/** What there is to ask the operations API about, by the first word of its address. */
async function idsIn(databaseUrl: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const db = connectDatabase(databaseUrl);
  const work = await db.selectFrom("work").select("id").execute();
  const clients = await db.selectFrom("clients").select("client_id").execute();
  await db.destroy();
  return { jobs: work.map(({ id }) => String(id)), clients: clients.map((one) => one.client_id) };
}

import { expect, it, onTestFinished } from "vitest";

import { issueFormToken } from "../../src/console/acting/form-token.ts";
import { connectDatabase } from "../../src/store/database.ts";
import { opsTokens, tokens } from "../support/operators.ts";
import { startRunning } from "../support/running.ts";
import { everyForgery, runCampaign } from "./campaign.ts";
import { changedEffects, effectsAtRest } from "./effects.ts";
import { cookieOf } from "./forged-cookies.ts";
import { hearRoutes } from "./heard-routes.ts";
import { type Insiders, letInsidersIn } from "./insiders.ts";
import { someWork } from "./some-work.ts";

const seed = 20_261_122;

it("of forged and malformed requests none is taken, none has an effect, and none makes the service fail", async () => {
  const heard = hearRoutes();
  onTestFinished(heard.stop);
  await using running = await startRunning({ env: { OPS_TOKENS: opsTokens } });
  const db = connectDatabase(running.env["DATABASE_URL"]!);
  onTestFinished(async () => await db.destroy());
  const world = { db, redisUrl: running.env["REDIS_URL"]!, sandbox: running.sandbox };
  const { url } = running;
  await someWork(url, db);
  const insiders = await letInsidersIn(db);
  const forgeries = everyForgery(url, heard.routes(), insiders);
  const before = await effectsAtRest(world);

  const { wrong } = await runCampaign({
    url,
    forgeries,
    requests: 50 * forgeries.length,
    seed,
  });

  expect(wrong).toEqual([]);
  expect(changedEffects(before, await effectsAtRest(world))).toEqual([]);
  expect(await letIn(url, insiders)).toEqual([200, 200, 303]);
  expect(changedEffects(before, await effectsAtRest(world))).toContainEqual(
    expect.stringMatching(/^sessions: /),
  );
}, 120_000);

/** What the same operators are answered who are forged above, when they are themselves. */
async function letIn(url: string, { signedIn: { admin } }: Insiders): Promise<number[]> {
  const cookie = cookieOf(admin.id);
  const form_token = issueFormToken(admin.session, "/sign-out", new Date());
  const answers = [
    await fetch(`${url}/api/clients/C-1`, { headers: { authorization: `Bearer ${tokens.admin}` } }),
    await fetch(`${url}/clients/C-1`, { headers: { cookie } }),
    await fetch(`${url}/sign-out`, {
      method: "POST",
      headers: { cookie, origin: url },
      body: new URLSearchParams({ form_token }),
      redirect: "manual",
    }),
  ];
  return answers.map(({ status }) => status);
}

import { setTimeout as pause } from "node:timers/promises";

import { eventually } from "../support/running.ts";
import type { Artefact } from "./canaries.ts";
import { driveWebhooks, toldBy } from "./drive-webhooks.ts";
import { patienceMs, type PlantedWorld } from "./planted-world.ts";

/** Everything fails once, one after the other, while messages come and people ask; what was answered. */
export async function driveFailures(url: string, world: PlantedWorld): Promise<Artefact[]> {
  const { sandbox, stores, slack, mail, collector, tokens } = world;
  const answers: Artefact[] = [];

  sandbox.revokeTokens();
  sandbox.tellFaults([{ kinds: ["500", "garbage", "reset-before", "500-after"] }]);
  answers.push(...(await driveWebhooks(url, world, ["C-21"])));
  await eventually("calls that failed", () => sandbox.calls.some(({ status }) => status === 500), patienceMs);
  sandbox.tellFaults([]);

  for (const listener of [slack, mail, collector]) listener.refuse(true);
  const fields = sandbox.account.organizationFields;
  fields.put({ ...fields.findBy("key", "client_vertical")!, key: "something_else" });
  answers.push(...(await driveWebhooks(url, world, ["C-22"])));
  await pause(1500);
  for (const listener of [slack, mail, collector]) listener.refuse(false);
  await eventually(
    "news",
    () => [slack, mail].every(({ told }) => told().text.includes("client_vertical")),
    patienceMs,
  );

  for (const wire of stores.wires) {
    for (const fault of ["cut", "freeze"] as const) {
      wire[fault]();
      answers.push(...(await driveWebhooks(url, world, ["C-23"])));
      for (const path of ["/readyz", "/api/jobs", "/jobs", "/metrics"]) {
        const headers = { authorization: `Bearer ${tokens.viewer}`, cookie: "__Host-los-session=x" };
        const response = await fetch(new URL(path, url), { headers, redirect: "manual" });
        answers.push({ name: `${path} while a store is away`, text: await toldBy(response) });
      }
      wire.mend();
    }
  }
  return answers;
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

import { runChaos } from "./run-chaos.ts";

/** Change it to have other disasters. */
const seed = 7;

it("loses, doubles and mistakes nothing while everything is killed, frozen, cut and misled", async () => {
  const folder = await mkdtemp(join(tmpdir(), "los-chaos-test-"));
  const historyFile = join(folder, "history.ndjson");

  const { problems } = await runChaos(
    {
      seed,
      messages: 200,
      kills: 8,
      redisKills: 2,
      databaseRestarts: 1,
      zendeskFaults: 10,
      calmStrikes: 0,
      historyFile,
    },
    () => {},
  );

  expect(problems, `seed ${seed}, history ${historyFile}`).toEqual([]);
  await rm(folder, { recursive: true });
}, 900_000);

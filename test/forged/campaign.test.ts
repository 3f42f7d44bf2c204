import { expect, it } from "vitest";

import { connectDatabase } from "../../src/store/database.ts";
import { startRunning } from "../support/running.ts";
import { forgeries, runCampaign } from "./campaign.ts";

const seed = 20_261_122;

it("of forged and malformed requests none is taken, none has an effect, and none makes the service fail", async () => {
  await using running = await startRunning();

  const { statuses, wrong } = await runCampaign({ url: running.url, requests: 50 * forgeries.length, seed });

  expect(wrong).toEqual([]);
  expect(statuses.size).toBe(forgeries.length);
  const db = connectDatabase(running.env["DATABASE_URL"] ?? "");
  const kept = await db.selectFrom("messages").select("id").execute();
  await db.destroy();
  expect(kept).toEqual([]);
});

import type { Database } from "../../src/store/database.ts";
import { onboarding } from "../support/accounting.ts";
import { eventually } from "../support/running.ts";
import { sendUntilTaken } from "../support/send-until-taken.ts";

/** Some clients whose work is done, so that there is something to be found and changed. */
export async function someWork(url: string, db: Database): Promise<void> {
  for (const clientId of ["C-1", "C-2", "C-3"])
    for (const message of onboarding(clientId)) await sendUntilTaken(url, message);
  await eventually("their organizations", async () => {
    const work = await db.selectFrom("work").select(["state"]).execute();
    return work.length > 0 && work.every(({ state }) => state === "ok");
  });
}

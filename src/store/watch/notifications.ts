import { sql } from "kysely";

import type { Notifications, StandingCondition } from "../../operations/notification.ts";
import type { Act } from "../../operations/operator.ts";
import { NoSuch } from "../../operations/refusals.ts";
import type { Database } from "../database.ts";
import { recordAct } from "../history/record-act.ts";

const columns = sql`name, title, detail, since, told_at as "toldAt", muted_until as "mutedUntil"`;

/** The conditions that stand, for operators. */
export function createNotifications(db: Database): Notifications {
  return {
    async list() {
      const { rows } = await sql<StandingCondition>`
        select ${columns} from conditions where over_at is null order by since, name`.execute(db);
      return rows;
    },
    async mute(name, until, act) {
      return await muteUntil(db, name, until, act);
    },
    async unmute(name, act) {
      return await muteUntil(db, name, null, act);
    },
  };
}

async function muteUntil(
  db: Database,
  name: string,
  until: Date | null,
  act: Act,
): Promise<StandingCondition> {
  return await db.transaction().execute(async (tx) => {
    const { rows } = await sql<StandingCondition>`
      update conditions set muted_until = ${until} where name = ${name} returning ${columns}`.execute(tx);
    const [condition] = rows;
    if (!condition) throw new NoSuch(`there is no condition ${name}`);
    await recordAct(
      tx,
      until === null ? "notification.unmuted" : "notification.muted",
      act,
      until === null ? { name } : { name, until },
    );
    return condition;
  });
}

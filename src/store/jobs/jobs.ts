import { type RawBuilder, sql } from "kysely";

import type { WorkKey } from "../../jobs/ports.ts";
import type { CauseGroup, Job, Jobs, Page, PageOf } from "../../operations/job.ts";
import { NoSuch, NotNow, Unfit } from "../../operations/refusals.ts";
import type { Database } from "../database.ts";
import { fits, isStopped, jobOf, jobRows } from "./job-rows.ts";
import { cursorAt, placeIn } from "../page-cursor.ts";
import { recordAct } from "../history/record-act.ts";
import { createRetries } from "./retries.ts";
import { type Restarted, startAnew } from "../leases/start-anew.ts";

export type JobsOptions = {
  /** Best effort: the sweep wakes what was not. */
  readonly wake: (keys: readonly WorkKey[]) => void;
};

const mostPerPage = 200;
const exampleCount = 10;

/** It waits for its turn already, unless what failed made it wait. What Zendesk asked for is not shortened. */
const canStartAnew = sql<boolean>`(
  work.state <> 'pending'
  or work.attempts > 0 and work.next_attempt_at > now() and work.cause is distinct from 'throttled'
)`;

/** The jobs of the work table, for operators. */
export function createJobs(db: Database, { wake }: JobsOptions): Jobs {
  async function list(which: RawBuilder<boolean>, { limit, cursor }: PageOf): Promise<Page<Job>> {
    const atMost = Math.max(1, Math.min(mostPerPage, Math.trunc(limit)));
    const after = placeIn(cursor, [/^\d{1,16}$/, /^\d{1,18}$/]);
    const { rows } = await jobRows(sql`
      select * from work where ${which} and ${after ? isAfter(after) : sql`true`}
      order by changed_at desc, id desc limit ${atMost + 1}`).execute(db);
    const shown = rows.slice(0, atMost);
    const last = rows.length > atMost ? shown.at(-1) : undefined;
    return {
      rows: shown.map(jobOf),
      ...(last && { next: cursorAt([last.changedMicros, last.id]) }),
    };
  }

  async function find(id: string): Promise<Job | undefined> {
    const [job] = (await list(fits({ ids: [id] }), { limit: 1 })).rows;
    return job;
  }

  async function get(id: string): Promise<Job> {
    const job = await find(id);
    if (job) return job;
    throw new NoSuch(`there is no job ${id}`);
  }

  return {
    list: async (filter, page) => await list(fits(filter), page),
    find,

    async count(filter) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from work where ${fits(filter)}`.execute(db);
      return rows[0]?.count ?? 0;
    },

    async causes() {
      const { rows } = await sql<CauseGroup>`
        with stopped as (
          select state, cause, kind, count(*)::int as count, min(changed_at) as first_at,
            max(changed_at) as last_at
          from work where state in ('failed', 'conflict') group by state, cause, kind
        )
        select state, cause, kind, count, first_at as "firstAt", last_at as "lastAt", message
        from stopped cross join lateral (
          select detail ->> 'message' as message from work
          where work.state = stopped.state and work.cause = stopped.cause and work.kind = stopped.kind
            and work.state in ('failed', 'conflict', 'discarded')
          order by changed_at desc, id desc limit 1
        ) as last
        order by count desc, cause, kind, state`.execute(db);
      return rows;
    },

    async retry(id, act) {
      const { kind, key } = await get(id);
      const restarted = await db.transaction().execute(async (tx) => {
        const [before] = await startAnew(tx, [id], { urgency: "live", which: canStartAnew });
        if (!before) return false;
        await recordAct(tx, "job.retried", act, { from: before.state, cause: before.cause }, before);
        return true;
      });
      if (restarted) wake([{ kind, key }]);
      return await get(id);
    },

    async previewRetry(filter) {
      const which = sql<boolean>`${isStopped} and ${fits(filter)}`;
      const { rows: byCause } = await sql<{ cause: string; count: number }>`
        select cause, count(*)::int as count from work where ${which}
        group by cause order by count desc, cause`.execute(db);
      const { rows: examples } = await list(which, { limit: exampleCount });
      return { count: byCause.reduce((sum, { count }) => sum + count, 0), byCause, examples };
    },

    ...createRetries(db),

    /** An open conflict stays open: whoever decides it has the job looked at again. */
    async discard(id, act) {
      if (act.reason.trim() === "") throw new Unfit("a job is discarded for a reason: say why");
      await get(id);
      await db.transaction().execute(async (tx) => {
        const { rows } = await sql<Restarted>`
          with locked as (
            select id, state, cause from work
            where id = ${id}::bigint and state in ('failed', 'conflict') for no key update
          )
          update work set state = 'discarded' from locked
          where work.id = locked.id
          returning work.kind, work.key, locked.state, locked.cause`.execute(tx);
        const [before] = rows;
        if (!before) {
          throw new NotNow(`job ${id} is not failed or in conflict: only what stopped can be discarded`);
        }
        await recordAct(tx, "job.discarded", act, { from: before.state, cause: before.cause }, before);
      });
      return await get(id);
    },
  };
}

function isAfter([micros, id]: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`
    (changed_at, id) < ('epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond', ${id}::bigint)`;
}

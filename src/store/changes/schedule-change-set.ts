import { createHash } from "node:crypto";

import { sql } from "kysely";
import { DateTime } from "luxon";

import { type Instant, instantOf } from "../../domain/instant.ts";
import { unsolvedStatuses } from "../../domain/tickets/ticket.ts";
import type { Message } from "../../jobs/inbox.ts";
import type { PlannedChange, WantedChangeSet } from "../../operations/change-set.ts";
import type { Act } from "../../operations/operator.ts";
import { Unfit } from "../../operations/refusals.ts";
import { listChangeSets } from "./change-sets.ts";
import type { Database } from "../database.ts";
import { recordAct } from "../history/record-act.ts";
import { recordMessagesIn } from "../inbox/record-messages.ts";

type PlannedRow = Omit<PlannedChange, "now"> & {
  readonly segmentNow: string | null;
  readonly serviceLevelNow: string | null;
};

/** What a change set would do to whom; changes nothing. @throws Unfit */
export async function planChangeSet(
  db: Database,
  wanted: WantedChangeSet,
): Promise<readonly PlannedChange[]> {
  await refuseUnfit(db, wanted);
  const { rows } = await sql<PlannedRow>`
    select wanted."clientId", wanted.segment, wanted."serviceLevel", name,
      fields -> 'segment' ->> 'value' as "segmentNow", fields -> 'serviceLevel' ->> 'value' as "serviceLevelNow",
      (
        select count(*)::int from organization_links join tickets using (organization_id)
        where organization_links.client_id = wanted."clientId"
          and tickets.status = any(${unsolvedStatuses}::text[])
      ) as "openTickets"
    from rows from (
      jsonb_to_recordset(${JSON.stringify(wanted.changes)}::jsonb)
        as ("clientId" text, segment text, "serviceLevel" text)
    ) with ordinality as wanted("clientId", segment, "serviceLevel", place)
    left join clients on clients.client_id = wanted."clientId"
    order by place`.execute(db);
  return rows.map(({ segmentNow, serviceLevelNow, ...row }) => ({
    ...row,
    now: segmentNow === null ? null : { segment: segmentNow, serviceLevel: serviceLevelNow },
  }));
}

/** By a message as lists make them; its words keep who sent it, and why. Of two of one name one is refused. @throws Unfit */
export async function scheduleChangeSet(db: Database, wanted: WantedChangeSet, act: Act): Promise<void> {
  const { id, effectiveAt, changes } = wanted;
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(tx);
    await refuseUnfit(tx, wanted);
    await recordMessagesIn(tx, [messageOf(wanted, act, instantOf(DateTime.utc()))]);
    await recordAct(tx, "change-set.scheduled", act, {
      changeSetId: id,
      effectiveAt,
      clients: changes.length,
    });
  });
}

async function refuseUnfit(db: Database, { id, effectiveAt, changes }: WantedChangeSet): Promise<void> {
  if (changes.length === 0) throw new Unfit("a change set without changes does nothing");
  if (effectiveAt.getTime() <= Date.now()) {
    throw new Unfit(`${effectiveAt.toISOString()} is over; a change set is scheduled for a time to come`);
  }
  const [known] = await listChangeSets(db, id);
  if (known) throw new Unfit(`there is a change set "${id}" already; give this one another name`);
}

function messageOf({ id, effectiveAt, changes }: WantedChangeSet, act: Act, occurredAt: Instant): Message {
  const body = Buffer.from(JSON.stringify({ changeSetId: id, occurredAt, effectiveAt, changes, ...act }));
  const digest = createHash("sha256").update(body).digest("hex");
  return {
    source: "import",
    id: digest,
    kind: "segment-changes",
    body,
    digest,
    occurredAt,
    effectiveAt: instantOf(DateTime.fromJSDate(effectiveAt)),
    changeSetId: id,
    urgency: "bulk",
    statements: changes.map(({ clientId, segment, serviceLevel }) => ({
      clientId,
      messageId: digest,
      occurredAt,
      says: { segment, serviceLevel },
    })),
  };
}

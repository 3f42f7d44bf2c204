import { sql } from "kysely";
import { DateTime } from "luxon";

import type { ClientRecord } from "../../domain/clients/client.ts";
import type { OpenOnboarding } from "../../domain/clients/late-onboarding.ts";
import type { Replier } from "../../domain/catalogue/onboarding-rules.ts";
import { onboardingOf } from "../../domain/clients/onboarding.ts";
import type { Database } from "../database.ts";
import { isKnown } from "./known-clients.ts";

type Row = {
  readonly clientId: string;
  readonly name: string | null;
  readonly fields: ClientRecord["fields"];
  readonly since: Date;
  readonly reminders: readonly { readonly to: string; readonly at: string }[];
};

/** When more are open, so many of the oldest, of which people are told, and of the newest, of which some are reminded. */
const listedOfEach = 1000;

/**
 * The clients of which a notification came before `until` and not everything after it, oldest first. Those that came in a
 * list of accounting's are not new.
 */
export async function listOpenOnboardings(db: Database, until: DateTime): Promise<readonly OpenOnboarding[]> {
  const { rows } = await sql<Row>`
    with told as materialized (
      select client_id, min(received_at) as since
      from messages join statements on statements.source = messages.source and message_id = id
      where kind = 'new-client'
      group by client_id having min(received_at) < ${until.toJSDate()}
    ), open as materialized (
      select client_id, name, fields, since,
        row_number() over (order by since, client_id) as from_oldest,
        row_number() over (order by since desc, client_id desc) as from_newest
      from told join clients using (client_id)
      where ${isKnown}
        and not fields ?& array['seoAnalyst', 'daAnalyst', 'accountManager', 'clientCenterId', 'clientHubUrn']
        and not exists (
          select from statements join messages on messages.source = statements.source and id = message_id
          where statements.client_id = told.client_id and kind = 'client-list'
        )
    )
    select client_id as "clientId", name, fields, since, array(
      select jsonb_build_object('to', change ->> 'to', 'at', at) from history
      where history.client_id = open.client_id and what = 'reminder.sent' order by id
    ) as reminders
    from open where from_oldest <= ${listedOfEach} or from_newest <= ${listedOfEach}
    order by since, client_id`.execute(db);
  return rows.flatMap(({ clientId, name, fields, since, reminders }) => {
    const { isComplete, steps } = onboardingOf({ fields });
    if (isComplete) return [];
    return {
      clientId,
      name,
      since: DateTime.fromJSDate(since, { zone: "utc" }),
      missing: steps.filter(({ isDone }) => !isDone),
      reminders: reminders.map(({ to, at }) => ({ to, at: DateTime.fromISO(at, { zone: "utc" }) })),
    };
  });
}

/** A department was reminded of these clients; of one that was forgotten meanwhile nothing is kept. */
export async function recordReminders(
  db: Database,
  to: Replier,
  clientIds: readonly string[],
): Promise<void> {
  await sql`
    insert into history (at, client_id, what, change)
    select now(), client_id, 'reminder.sent', jsonb_build_object('to', ${to}::text)
    from (
      select client_id from clients where client_id = any(${clientIds}::text[])
      order by client_id for key share
    ) as known`.execute(db);
}

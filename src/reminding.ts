import type { DateTime } from "luxon";
import type { Logger } from "pino";

import type { Catalogue } from "./domain/catalogue/catalogue.ts";
import { isReminderDue, type OpenOnboarding } from "./domain/clients/late-onboarding.ts";
import { repliers } from "./domain/catalogue/onboarding-rules.ts";
import { isMuted } from "./notify/news-for.ts";
import { reminderMail } from "./notify/reminder.ts";
import { onboardingCondition } from "./notify/standing-conditions.ts";
import type { Tellers } from "./notify/tellers.ts";
import type { KnownCondition } from "./operations/notification.ts";
import type { Database } from "./store/database.ts";
import { recordReminders } from "./store/clients/onboardings.ts";

/** A mail lists no more clients; the others are in the next one. */
const remindedAtOnce = 200;

type RemindOptions = Pick<Tellers, "mailer" | "sender"> & {
  readonly catalogue: Catalogue;
  readonly db: Database;
  readonly log: Logger;
};

/** One mail for each department that owes replies. */
export async function remind(
  late: readonly OpenOnboarding[],
  known: readonly KnownCondition[],
  now: DateTime,
  { catalogue, db, log, mailer, sender }: RemindOptions,
): Promise<void> {
  if (!mailer) return;
  const muted = new Set(
    known.filter((condition) => isMuted(condition, now.toJSDate())).map(({ name }) => name),
  );
  const heard = late.filter(({ clientId }) => !muted.has(onboardingCondition(clientId)));
  for (const replier of repliers) {
    const email = catalogue.onboarding.emails[replier];
    const due = heard.filter((one) => isReminderDue(one, replier, catalogue, now)).slice(0, remindedAtOnce);
    if (email === null || due.length === 0) continue;
    try {
      await mailer.send(reminderMail(email, due, sender));
    } catch (err) {
      log.warn({ err, to: replier }, "reminder.failed");
      continue;
    }
    const clients = due.map(({ clientId }) => clientId);
    await recordReminders(db, replier, clients);
    log.info({ to: replier, clients }, "reminder.sent");
  }
}

import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import type { Catalogue } from "../src/domain/catalogue/catalogue.ts";
import { createTellers } from "../src/notify/tellers.ts";
import { type WatchOptions, watchWhenDue } from "../src/watching.ts";
import { createOverviews } from "../src/store/watch/overview.ts";
import { createJobs } from "../src/store/jobs/jobs.ts";
import { createConflicts } from "../src/store/conflicts/conflicts.ts";
import { createNotifications } from "../src/store/watch/notifications.ts";
import { freshStore, type Store } from "./store/fresh-store.ts";
import { aMessage } from "./store/messages.ts";
import { theCatalogue } from "./support/builders.ts";
import { hearingLog } from "./support/hearing-log.ts";
import { type MailServer, mailServer } from "./support/mail-server.ts";

/** Every day is a business day, and two are too many. */
const catalogue: Catalogue = {
  ...theCatalogue,
  onboarding: {
    ...theCatalogue.onboarding,
    emails: { da: "ads@example.com", "account-management": null },
  },
};

function watcher({ db }: Store, mail: MailServer): { readonly look: () => Promise<void> } {
  const wake = () => undefined;
  const conflicts = createConflicts(db, { catalogue, wake, zendeskUrl: "https://acme.zendesk.com" });
  const jobs = createJobs(db, { wake });
  const options: WatchOptions = {
    ...createTellers({
      slackUrl: undefined,
      email: { smtpUrl: mail.url, from: "los-sync@example.com", to: ["operations@example.com"] },
      sender: { account: "acme.zendesk.com", publicUrl: undefined },
    }),
    operations: { jobs, conflicts, overview: createOverviews(db, { jobs, conflicts, overdueAfterMs: {} }) },
    catalogue,
    db,
    log: hearingLog().log,
  };
  return { look: async () => await watchWhenDue(options, 0) };
}

async function announce({ inbox }: Store, clientId: string): Promise<void> {
  await inbox.accept(aMessage(`msg_${clientId}`, { clientId, name: clientId, segment: "VIP" }));
}

/** So many days go by. */
async function letDaysPass({ db }: Store, days: number): Promise<void> {
  const earlier = (at: Date): Date => DateTime.fromJSDate(at).minus({ days }).toJSDate();
  for (const { id, received_at } of await db.selectFrom("messages").select(["id", "received_at"]).execute()) {
    await db
      .updateTable("messages")
      .set({ received_at: earlier(received_at) })
      .where("id", "=", id)
      .execute();
  }
  for (const { id, at } of await db.selectFrom("history").select(["id", "at"]).execute()) {
    await db
      .updateTable("history")
      .set({ at: earlier(at) })
      .where("id", "=", id)
      .execute();
  }
}

const reminders = ({ mails }: MailServer) => mails.filter(({ to }) => to.includes("ads@example.com"));

describe("a department that has not replied", () => {
  it("is reminded of all its clients at once, three times at most, and each is told what is missing", async () => {
    await using store = await freshStore();
    const mail = await mailServer();
    const { look } = watcher(store, mail);
    await announce(store, "C-1");
    await announce(store, "C-2");

    await look();
    expect(mail.mails).toEqual([]);

    await letDaysPass(store, 2);
    await look();
    await look();
    expect(mail.mails.map(({ to, subject }) => [to[0], subject])).toEqual(
      expect.arrayContaining([
        ["operations@example.com", "los-sync, acme.zendesk.com: 2 problems began"],
        ["ads@example.com", "2 new clients wait for your reply (acme.zendesk.com)"],
      ]),
    );
    expect(mail.mails).toHaveLength(2);

    for (let times = 0; times < 4; times += 1) {
      await letDaysPass(store, 2);
      await look();
    }
    expect(reminders(mail)).toHaveLength(3);
    const history = await store.db
      .selectFrom("history")
      .select(["client_id", "change"])
      .where("what", "=", "reminder.sent")
      .orderBy("id")
      .execute();
    expect(history).toHaveLength(6);
    expect(history[0]).toEqual({ client_id: "C-1", change: { to: "da" } });
  });

  it("is reminded when the mail server takes mails again", async () => {
    await using store = await freshStore();
    const mail = await mailServer();
    const { look } = watcher(store, mail);
    await announce(store, "C-1");
    await letDaysPass(store, 2);
    mail.refuse(true);
    await look();

    mail.refuse(false);
    await look();
    await look();

    expect(mail.mails).toHaveLength(2);
    expect(reminders(mail)).toHaveLength(1);
  });

  it("is left alone while the onboarding is muted, and once it has replied", async () => {
    await using store = await freshStore();
    const mail = await mailServer();
    const { look } = watcher(store, mail);
    const notifications = createNotifications(store.db);
    const act = { operator: "Pat", reason: "agreed by phone" };
    await announce(store, "C-1");
    await letDaysPass(store, 2);
    mail.refuse(true);
    await look();
    await notifications.mute("onboarding:C-1", new Date("2100-01-01T00:00:00Z"), act);
    mail.refuse(false);

    await look();
    expect(mail.mails).toEqual([]);

    await notifications.unmute("onboarding:C-1", act);
    await store.inbox.accept(
      aMessage("msg_da", { clientId: "C-1", seoAnalyst: "Dana", daAnalyst: "Sam" }, { kind: "assignments" }),
    );
    await look();
    expect(mail.mails.map(({ subject }) => subject)).toEqual([
      "los-sync, acme.zendesk.com: Onboarding incomplete: C-1 (C-1)",
    ]);
    expect(mail.mails[0]?.text).toContain("missing: Account management reply and Ids");
  });
});

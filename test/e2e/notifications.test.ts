import { describe, expect, it, onTestFinished } from "vitest";

import { openDatabase } from "../../src/store/database.ts";
import { createNotifications } from "../../src/store/watch/notifications.ts";
import { envelope, onboarding, post } from "../support/accounting.ts";
import { mailServer } from "../support/mail-server.ts";
import { eventually, type Running, startRunning, startServiceFor } from "../support/running.ts";
import { slackServer } from "../support/slack-server.ts";

/** Zendesk's minute: people are told of what begins within half of it. */
const minuteMs = 1000;

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

/** Two looks, and what came of them. */
const twoLooks = async (): Promise<void> => await pause(1.5 * minuteMs);

/** A service that tells people, and an account that has no field for the vertical of clients. */
async function startTelling() {
  const [slack, mail] = [await slackServer(), await mailServer()];
  const running = await startRunning({
    sandbox: { minuteMs },
    env: {
      PUBLIC_URL: "https://los.example",
      NOTIFY_SLACK_URL: slack.url,
      NOTIFY_SMTP_URL: mail.url,
      NOTIFY_FROM: "los-sync@example.com",
      NOTIFY_TO: "operations@example.com",
    },
  });
  const fields = running.sandbox.account.organizationFields;
  const vertical = fields.findBy("key", "client_vertical")!;
  fields.put({ ...vertical, key: "something_else" });
  return {
    running,
    slack,
    mail,
    mend: () => fields.put(vertical),
    [Symbol.asyncDispose]: async () => await running[Symbol.asyncDispose](),
  };
}

/** Accounting says it again, with something new, so that all of it is looked at. */
async function sayAgain({ url }: Running, clientId: string): Promise<void> {
  const { body } = onboarding(clientId)[0];
  const again = { ...body, name: `Acme ${clientId} Inc`, occurredAt: "2026-11-21T15:00:00Z" };
  await post(url, envelope("new-client", again));
}

const cause = "zendesk-ignored:client_vertical";
const link = "https://los.example/failures?cause=zendesk-ignored%3Aclient_vertical";

describe("people are told", () => {
  it("once that clients began to fail, also across a restart, and once that it is over", async () => {
    await using telling = await startTelling();
    const { running, slack, mail, mend } = telling;

    for (const id of ["C-1", "C-2", "C-3"]) await post(running.url, onboarding(id)[0]);
    await eventually("a message", () => slack.texts.length > 0 && mail.mails.length > 0);
    await twoLooks();
    expect(slack.texts).toEqual([expect.stringContaining(`<${link}|Failed: ${cause}>: `)]);
    expect(mail.mails).toEqual([
      {
        to: ["operations@example.com"],
        subject: `los-sync, 127.0.0.1:${running.sandbox.port}: Failed: ${cause}`,
        text: expect.stringContaining(link),
      },
    ]);

    await running.service.close();
    const service = await startServiceFor(running.env, "all", minuteMs);
    try {
      await twoLooks();
      expect([slack.texts.length, mail.mails.length]).toEqual([1, 1]);

      mend();
      for (const id of ["C-1", "C-2", "C-3"]) await sayAgain({ ...running, url: service.url! }, id);
      await eventually("a note", () => slack.texts.length > 1 && mail.mails.length > 1);
      await twoLooks();
      expect([slack.texts.length, mail.mails.length]).toEqual([2, 2]);
      expect(slack.texts[1]).toContain(`*Is over*\n• Failed: ${cause}`);
      expect(mail.mails[1]?.subject).toContain(`Failed: ${cause} is over`);
    } finally {
      await service.close();
    }
  });

  it("not while it is muted, and then of what still stands", async () => {
    await using telling = await startTelling();
    const { running, slack, mail } = telling;
    const db = await openDatabase(running.env["DATABASE_URL"]!);
    onTestFinished(async () => await db.destroy());
    const notifications = createNotifications(db);
    const act = { operator: "Pat", reason: "it is being mended" };
    slack.refuse(true);
    mail.refuse(true);

    await post(running.url, onboarding("C-1")[0]);
    await eventually("a condition", async () => (await notifications.list()).length === 1);
    await notifications.mute(`cause:${cause}`, new Date(Date.now() + 4 * minuteMs), act);
    await twoLooks();
    slack.refuse(false);
    mail.refuse(false);

    await twoLooks();
    expect([slack.texts, mail.mails]).toEqual([[], []]);
    await eventually("a message", () => slack.texts.length > 0 && mail.mails.length > 0);
    expect(slack.texts[0]).toContain(cause);
  });

  it("of what a channel could not be told when it can, and by no other channel twice", async () => {
    await using telling = await startTelling();
    const { running, slack, mail } = telling;
    slack.refuse(true);

    await post(running.url, onboarding("C-1")[0]);
    await eventually("a mail", () => mail.mails.length > 0);
    await twoLooks();
    expect(slack.texts).toEqual([]);

    slack.refuse(false);
    await eventually("a message", () => slack.texts.length > 0);
    await twoLooks();
    expect([slack.texts.length, mail.mails.length]).toEqual([1, 1]);
  });
});

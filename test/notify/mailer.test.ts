import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { createEmail } from "../../src/notify/email.ts";
import { createMailer } from "../../src/notify/mailer.ts";
import { messageOf } from "../../src/notify/message.ts";
import { reminderMail } from "../../src/notify/reminder.ts";
import { mailServer } from "../support/mail-server.ts";

const from = "los-sync@example.com";
const sender = { account: "acme.zendesk.com", publicUrl: "https://los.example" };

describe("a mail", () => {
  it("goes to everybody who runs this, as plain text", async () => {
    const server = await mailServer();
    const condition = { name: "access", title: "Zugang für Müller & Söhne", detail: "seit heute – früh" };

    await createEmail(createMailer(server.url, from), ["a@example.com", "b@example.com"]).tell(
      messageOf({ begun: [condition], over: [] }, sender),
    );

    expect(server.mails).toEqual([
      {
        to: ["a@example.com", "b@example.com"],
        subject: "los-sync, acme.zendesk.com: Zugang für Müller & Söhne",
        text: "Began:\n\n- Zugang für Müller & Söhne\n  seit heute – früh\n  https://los.example/\n",
      },
    ]);
  });

  it("that the server refuses is not sent", async () => {
    const server = await mailServer();
    server.refuse(true);

    await expect(
      createMailer(server.url, from).send({ to: ["a@example.com"], subject: "S", text: "T" }),
    ).rejects.toThrow("the mail server did not take a mail");
    expect(server.mails).toEqual([]);
  });
});

describe("a reminder", () => {
  it("asks for all replies at once", () => {
    const since = DateTime.fromISO("2026-11-20T12:00:00Z");
    const one = { clientId: "C-1", name: "Acme", since, missing: [], reminders: [] };
    const other = { ...one, clientId: "C-2", name: null };

    expect(reminderMail("ads@example.com", [one, other], sender)).toEqual({
      to: ["ads@example.com"],
      subject: "2 new clients wait for your reply (acme.zendesk.com)",
      text: `Accounting told of 2 new clients, and your reply has not come:

- Acme (C-1), notified at 2026-11-20 12:00 UTC
  https://los.example/clients/C-1
- C-2, notified at 2026-11-20 12:00 UTC
  https://los.example/clients/C-2
`,
    });
    expect(reminderMail("ads@example.com", [one], { ...sender, publicUrl: undefined })).toMatchObject({
      subject: "1 new client waits for your reply (acme.zendesk.com)",
    });
  });
});

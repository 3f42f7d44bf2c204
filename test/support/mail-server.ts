import type { AddressInfo } from "node:net";

import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";

export type TakenMail = { readonly to: readonly string[]; readonly subject: string; readonly text: string };

export type MailServer = {
  readonly url: string;
  readonly mails: readonly TakenMail[];
  /** From now on mails are refused, or taken again. */
  refuse(isRefusing: boolean): void;
};

/** Takes mails of plain text on this machine; it ends with the test. */
export async function mailServer(): Promise<MailServer> {
  const mails: TakenMail[] = [];
  let isRefusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, callback) {
      let raw = "";
      stream.on("data", (chunk: Buffer) => (raw += chunk.toString("latin1")));
      stream.on("end", () => {
        if (isRefusing) return callback(Object.assign(new Error("mailbox full"), { responseCode: 452 }));
        mails.push(
          readMail(
            raw,
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        );
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => await new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse(refusing) {
      isRefusing = refusing;
    },
  };
}

function readMail(raw: string, to: readonly string[]): TakenMail {
  const [head = "", ...body] = raw.split("\r\n\r\n");
  const headers = head.replaceAll(/\r\n[ \t]+/g, " ");
  const valueOf = (name: string): string => new RegExp(`^${name}: (.*)$`, "im").exec(headers)?.[1] ?? "";
  const encoded = body.join("\r\n\r\n").replaceAll("\r\n", "\n");
  const isQuoted = valueOf("Content-Transfer-Encoding") === "quoted-printable";
  return { to, subject: decodeWords(valueOf("Subject")), text: isQuoted ? unquoted(encoded) : encoded };
}

/** RFC 2047, as far as nodemailer writes it: `=?UTF-8?Q?…?=`, `=?UTF-8?B?…?=`. */
function decodeWords(text: string): string {
  return text.replaceAll(/=\?UTF-8\?([QB])\?([^?]*)\?=\s*/gi, (_, kind: string, word: string) =>
    kind.toUpperCase() === "B" ? Buffer.from(word, "base64").toString() : unquoted(word.replaceAll("_", " ")),
  );
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll(/=\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

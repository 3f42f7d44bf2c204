import type { Channel } from "./channel.ts";
import type { Mailer } from "./mailer.ts";
import type { Message } from "./message.ts";

/** Mails to those who run this. */
export function createEmail(mailer: Mailer, to: readonly string[]): Channel {
  return {
    name: "email",
    async tell(message) {
      await mailer.send({ to, subject: message.subject, text: plainText(message) });
    },
  };
}

export function plainText({ parts }: Message): string {
  return parts
    .map(({ title, items, more }) => {
      const lines = items.map((item) =>
        [`- ${item.title}`, ...[item.detail, item.url].filter((line) => line !== null)].join("\n  "),
      );
      const rest = more > 0 ? [`- and ${more.toLocaleString("en-US")} more`] : [];
      return [`${title}:`, "", ...lines, ...rest, ""].join("\n");
    })
    .join("\n");
}

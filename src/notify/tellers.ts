import type { Channel } from "./channel.ts";
import { createEmail } from "./email.ts";
import { createMailer, type Mailer } from "./mailer.ts";
import type { Sender } from "./message.ts";
import { createSlack } from "./slack.ts";

/** How people are told, and as whom. */
export type Tellers = {
  readonly channels: readonly Channel[];
  /** Undefined: nobody is reminded. */
  readonly mailer: Mailer | undefined;
  readonly sender: Sender;
};

export type TellersOptions = {
  readonly slackUrl: string | undefined;
  readonly email:
    | { readonly smtpUrl: string; readonly from: string; readonly to: readonly string[] }
    | undefined;
  readonly sender: Sender;
};

export function createTellers({ slackUrl, email, sender }: TellersOptions): Tellers {
  const mailer = email && createMailer(email.smtpUrl, email.from);
  const channels = [
    ...(slackUrl === undefined ? [] : [createSlack(slackUrl)]),
    ...(mailer ? [createEmail(mailer, email.to)] : []),
  ];
  return { channels, mailer, sender };
}

import { counted } from "../domain/counted.ts";
import type { OpenOnboarding } from "../domain/clients/late-onboarding.ts";
import type { Mail } from "./mailer.ts";
import { linkTo } from "./link-to.ts";
import type { Sender } from "./message.ts";
import { onboardingCondition } from "./standing-conditions.ts";
import { clientWords, momentWords } from "./words.ts";

/** Asks a department for all the replies that it owes. */
export function reminderMail(
  to: string,
  onboardings: readonly OpenOnboarding[],
  { account, publicUrl }: Sender,
): Mail {
  const lines = onboardings.map(({ clientId, name, since }) => {
    const client = `- ${clientWords(clientId, name)}, notified at ${momentWords(since.toJSDate())}`;
    return publicUrl === undefined
      ? client
      : `${client}\n  ${linkTo(onboardingCondition(clientId), publicUrl)}`;
  });
  const clients = counted(onboardings.length, "new client");
  return {
    to: [to],
    subject: `${clients} ${onboardings.length === 1 ? "waits" : "wait"} for your reply (${account})`,
    text: `Accounting told of ${clients}, and your reply has not come:\n\n${lines.join("\n")}\n`,
  };
}

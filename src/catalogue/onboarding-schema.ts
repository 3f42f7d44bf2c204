import { z } from "zod";

import { name } from "./names.ts";

const emailHint = "must be an e-mail address, as in ads@example.com";

const reply = z
  .strictObject({
    email: z.email(emailHint).meta({ description: "Where its reminders go.", examples: ["ads@example.com"] }),
  })
  .meta({ examples: [{ email: "ads@example.com" }] });

export const onboarding = z
  .strictObject({
    remind_after: z
      .int()
      .min(1)
      .max(30)
      .default(2)
      .meta({ description: "Business days after the notification of a client.", examples: [2] }),
    schedule: name.optional().meta({
      description: "What business days are: days on which it opens; the first one unless said otherwise.",
      examples: ["Office"],
    }),
    replies: z
      .strictObject({ da: reply.optional(), account_management: reply.optional() })
      .default({})
      .meta({
        description: "Who is to reply; without an address nobody is reminded.",
        examples: [{ da: { email: "ads@example.com" } }],
      }),
  })
  .meta({
    description: "When the replies to the notification of a new client are late, and who is reminded.",
    examples: [{ remind_after: 2 }],
  });

export type OnboardingInFile = z.infer<typeof onboarding>;

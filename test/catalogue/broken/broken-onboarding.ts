import { office, smallest } from "../reading.ts";
import type { Broken } from "./broken.ts";

export const brokenOnboarding: readonly Broken[] = [
  [
    "an onboarding that is late at once",
    smallest + "onboarding: { remind_after: 0 }\n",
    "6: onboarding.remind_after: must be at least 1",
  ],
  [
    "an onboarding that may take parts of days",
    smallest + "onboarding: { remind_after: 2d }\n",
    "6: onboarding.remind_after: must be a number, as in 2",
  ],
  [
    "an onboarding by a schedule that is not there",
    smallest + "onboarding: { schedule: Late }\n" + office,
    '6: onboarding.schedule: there is no schedule "Late"; there is only Office',
  ],
  [
    "a reply from nobody we know",
    smallest + "onboarding: { replies: { sales: { email: sales@example.com } } }\n",
    "6: onboarding.replies.sales: unknown key; there are da, account_management",
  ],
  [
    "a reply from somebody without an address",
    smallest + "onboarding: { replies: { da: {} } }\n",
    "6: onboarding.replies.da.email: must be an e-mail address, as in ads@example.com",
  ],
  [
    "a reply from something that is no address",
    smallest + "onboarding: { replies: { da: { email: ads } } }\n",
    "6: onboarding.replies.da.email: must be an e-mail address, as in ads@example.com",
  ],
];

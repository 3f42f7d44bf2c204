import { activityPage } from "./overview/activity-page.ts";
import { cataloguePage } from "./catalogue/catalogue-page.ts";
import { changeSetPage } from "./changes/change-set-page.ts";
import { changeSetSchedulePage } from "./changes/change-set-schedule-page.ts";
import { changeSetsPage } from "./changes/change-sets-page.ts";
import { clientForgetPage } from "./clients/client-forget-page.ts";
import { clientPage } from "./clients/client-page.ts";
import { clientsPage } from "./clients/clients-page.ts";
import { conflictPage } from "./conflicts/conflict-page.ts";
import { conflictsPage } from "./conflicts/conflicts-page.ts";
import { failuresPage } from "./failures/failures-page.ts";
import { jobPage } from "./failures/job-page.ts";
import { notificationsPage } from "./notifications/notifications-page.ts";
import { overviewPage } from "./overview/overview-page.ts";
import type { ConsolePart } from "./ports.ts";
import { retryPages } from "./failures/retry-pages.ts";
import { signOut } from "./signing-in/sign-out.ts";
import { ticketPage } from "./clients/ticket-page.ts";

/** All that is shown to who signed in. */
export const parts: readonly ConsolePart[] = [
  activityPage,
  cataloguePage,
  changeSetPage,
  changeSetSchedulePage,
  changeSetsPage,
  clientForgetPage,
  clientPage,
  clientsPage,
  conflictPage,
  conflictsPage,
  failuresPage,
  jobPage,
  notificationsPage,
  overviewPage,
  retryPages,
  signOut,
  ticketPage,
];

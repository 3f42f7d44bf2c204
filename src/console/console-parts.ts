import { activityPage } from "./activity-page.ts";
import { cataloguePage } from "./catalogue-page.ts";
import { changeSetPage } from "./change-set-page.ts";
import { changeSetSchedulePage } from "./change-set-schedule-page.ts";
import { changeSetsPage } from "./change-sets-page.ts";
import { clientForgetPage } from "./client-forget-page.ts";
import { clientPage } from "./client-page.ts";
import { clientsPage } from "./clients-page.ts";
import { conflictPage } from "./conflict-page.ts";
import { conflictsPage } from "./conflicts-page.ts";
import { failuresPage } from "./failures-page.ts";
import { jobPage } from "./job-page.ts";
import { notificationsPage } from "./notifications-page.ts";
import { overviewPage } from "./overview-page.ts";
import type { ConsolePart } from "./ports.ts";
import { retryPages } from "./retry-pages.ts";
import { signOut } from "./sign-out.ts";
import { ticketPage } from "./ticket-page.ts";

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

import type { CrashPointName } from "../../src/crash-points/crash-point-names.ts";
import {
  aChangeSet,
  aClient,
  aClientThatHasToWait,
  aClientWithAnOrganization,
  aListOfClients,
  aManualEdit,
} from "./client-stories.ts";
import type { Story } from "./story.ts";
import { aTicket, ticketsOfWhichNoEventCame } from "./ticket-stories.ts";

/** The story that passes each point. */
export const stories: Readonly<Record<CrashPointName, Story>> = {
  "before-inbox-commit": aClient,
  "before-change-set-commit": aChangeSet,
  "after-inbox-commit-before-wake": aClient,
  "after-wake-before-answer": aClient,
  "after-wake-sent": aClient,
  "after-job-taken": aClient,
  "after-lease-taken": aClient,
  "before-organization-create": aClient,
  "after-create-before-commit": aClient,
  "before-organization-put": aClientWithAnOrganization,
  "after-put-before-commit": aClientWithAnOrganization,
  "before-link-commit": aClient,
  "before-bulk-job-start": aListOfClients,
  "after-bulk-job-start": aListOfClients,
  "after-bulk-job-end": aListOfClients,
  "after-bulk-read-before-commit": aListOfClients,
  "before-ticket-put": aTicket,
  "after-ticket-put-before-commit": aTicket,
  "after-ticket-bulk-before-commit": ticketsOfWhichNoEventCame,
  "before-settle": aClient,
  "before-settle-commit": aClient,
  "after-settle-commit": aClient,
  "before-sweep-wake": aClientThatHasToWait,
  "before-scheduled-commit": aChangeSet,
  "after-scheduled-before-wake": aChangeSet,
  "before-catch-up-page": ticketsOfWhichNoEventCame,
  "after-catch-up-page-before-cursor": ticketsOfWhichNoEventCame,
  "after-catch-up-page": ticketsOfWhichNoEventCame,
  "before-compare-page-commit": aManualEdit,
  "after-compare-page": aManualEdit,
};

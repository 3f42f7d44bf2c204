import type { ChangeSets } from "./change-set.ts";
import type { ClientsView } from "./client.ts";
import type { Conflicts } from "./conflict.ts";
import type { Jobs } from "./job.ts";
import type { Notifications } from "./notification.ts";
import type { Overviews } from "./overview.ts";

/**
 * All that operators can ask and do. The API and the console stand on it and on nothing else, and so do the commands that
 * look and act; those that bring in a list and follow it to its end, or set up Zendesk, use the store as well.
 */
export type Operations = {
  readonly jobs: Jobs;
  readonly conflicts: Conflicts;
  readonly clients: ClientsView;
  readonly overview: Overviews;
  readonly changeSets: ChangeSets;
  readonly notifications: Notifications;
};

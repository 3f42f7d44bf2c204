import type { ChangeSets } from "./change-set.ts";
import type { ClientsView } from "./client.ts";
import type { Conflicts } from "./conflict.ts";
import type { Jobs } from "./job.ts";
import type { Notifications } from "./notification.ts";
import type { Overviews } from "./overview.ts";

/** All that operators can ask and do: the API, the console and the commands stand on it, and nothing else. */
export type Operations = {
  readonly jobs: Jobs;
  readonly conflicts: Conflicts;
  readonly clients: ClientsView;
  readonly overview: Overviews;
  readonly changeSets: ChangeSets;
  readonly notifications: Notifications;
};

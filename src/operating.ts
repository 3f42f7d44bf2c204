import type { Config } from "./config.ts";
import type { Catalogue } from "./domain/catalogue/catalogue.ts";
import type { BudgetFigure } from "./jobs/figures.ts";
import type { WorkKey } from "./jobs/ports.ts";
import type { Operations } from "./operations/operations.ts";
import { createChangeSets } from "./store/changes/change-set-operations.ts";
import { createClientsView } from "./store/clients/clients-view.ts";
import { createConflicts } from "./store/conflicts/conflicts.ts";
import type { Database } from "./store/database.ts";
import { createJobs } from "./store/jobs/jobs.ts";
import { createNotifications } from "./store/watch/notifications.ts";
import { overdueAfterMs } from "./store/leases/overdue-after.ts";
import { createOverviews } from "./store/watch/overview.ts";

export type OperatingOptions = {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly db: Database;
  /** Best effort: the sweep wakes what was not. */
  readonly wake: (keys: readonly WorkKey[]) => void;
  /** Empty when it is not known. */
  readonly findBudget?: () => Promise<readonly BudgetFigure[]>;
};

/** What operators can ask and do, on the store. */
export function createOperations({
  config,
  catalogue,
  db,
  wake,
  findBudget = async () => [],
}: OperatingOptions): Operations {
  const zendeskUrl = config.zendesk.url;
  const conflicts = createConflicts(db, { catalogue, wake, zendeskUrl });
  const jobs = createJobs(db, { wake });
  const overviews = createOverviews(db, {
    jobs,
    conflicts,
    overdueAfterMs: overdueAfterMs(catalogue.catchUp),
  });
  return {
    jobs,
    conflicts,
    clients: createClientsView(db, { jobs, conflicts, zendeskUrl }),
    overview: {
      async look() {
        const [seen, budget] = await Promise.all([overviews.look(), findBudget()]);
        return { ...seen, budget };
      },
    },
    changeSets: createChangeSets(db),
    notifications: createNotifications(db),
  };
}

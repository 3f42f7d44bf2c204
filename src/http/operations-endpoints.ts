import { changeSetsApi } from "./change-sets-api.ts";
import { clientsApi } from "./clients-api.ts";
import { conflictsApi } from "./conflicts-api.ts";
import type { Endpoint } from "./endpoint.ts";
import { jobsApi } from "./jobs-api.ts";
import { notificationsApi } from "./notifications-api.ts";
import { overviewApi } from "./overview-api.ts";
import { retriesApi } from "./retries-api.ts";

/** Every route of the operations API, each with the action that it amounts to: served, described and tested from here. */
export const operationsEndpoints: readonly Endpoint[] = [
  ...overviewApi,
  ...jobsApi,
  ...retriesApi,
  ...clientsApi,
  ...conflictsApi,
  ...changeSetsApi,
  ...notificationsApi,
];

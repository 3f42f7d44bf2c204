import { type BulkJobs, createBulkJobs } from "../../src/zendesk/bulk-jobs.ts";
import type { ZendeskClient } from "../../src/zendesk/client.ts";
import { freeSlots } from "./free-slots.ts";

/** Bulk jobs of a sandbox that ends them at once: asked for after ten milliseconds. */
export function quickJobs(client: ZendeskClient): BulkJobs {
  return createBulkJobs(client, { slots: freeSlots, share: 1, patienceMs: 60_000, minuteMs: 300 });
}

import type { JobSlots } from "../../src/zendesk/bulk-jobs.ts";

/** There always is a place. */
export const freeSlots: JobSlots = { take: async () => "a place", release: async () => {} };

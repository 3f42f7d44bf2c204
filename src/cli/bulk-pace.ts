import { bulkShare } from "../zendesk/budget.ts";
import { scopes } from "../zendesk/limits.ts";

/** Calls a minute for bulk work, with the smallest plan's limit: the account's own is known after the first answer. */
export function bulkCallsPerMinute(requestShare: number): number {
  return Math.max(1, Math.floor(scopes.account.perMinute * requestShare * bulkShare));
}

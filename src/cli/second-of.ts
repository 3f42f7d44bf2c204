import type { Instant } from "../domain/instant.ts";

/** "2026-11-20T15:04:05Z" */
export function secondOf(moment: Date | Instant): string {
  const text = typeof moment === "string" ? moment : moment.toISOString();
  return `${text.slice(0, 19)}Z`;
}

import { counted } from "../../domain/counted.ts";
import { html, type Html } from "../../markup/html.ts";
import type { ChangeSetView } from "../../operations/change-set.ts";
import { clientName, clientPath } from "../clients/client-words.ts";

export const changeSetsPath = "/change-sets";

/** Not under `/change-sets`, where it would take the place of a change set of that name. */
export const schedulePath = "/schedule-changes";

export function changeSetPath(id: string): string {
  return `${changeSetsPath}/${encodeURIComponent(id)}`;
}

/** Who is not known yet has no page. */
export function clientLink(client: { readonly id: string; readonly name: string | null }): Html {
  return client.name === null
    ? html`${client.id}`
    : html`<a href="${clientPath(client.id)}">${clientName(client)}</a>`;
}

/** Where a client is, or will be. */
export function levelText(
  segment: string | null | undefined,
  serviceLevel: string | null | undefined,
): string {
  if (segment === null || segment === undefined) return "not known yet";
  return serviceLevel === null || serviceLevel === undefined || serviceLevel === segment
    ? segment
    : `${segment}, served as ${serviceLevel}`;
}

/** "12 clients keep what they have" */
export function keepingText(count: number): string {
  return count === 1 ? "1 client keeps what it has" : `${counted(count, "client")} keep what they have`;
}

/** "12 to come, 3 applied" */
export function countsText({ scheduled, applied, stale, waiting, cancelled }: ChangeSetView): string {
  const counts = [
    [scheduled, "to come"],
    [applied, "applied"],
    [waiting, "waiting for the client's notification"],
    [stale, "outdated by something newer"],
    [cancelled, "cancelled"],
  ] as const;
  const some = counts.filter(([count]) => count > 0);
  return some.map(([count, words]) => `${count.toLocaleString("en-US")} ${words}`).join(", ");
}

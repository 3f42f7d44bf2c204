import type { ClientsView, Happening } from "../../operations/client.ts";

export const happeningTypes = [
  "message",
  "change",
  "call",
  "act",
] as const satisfies readonly Happening["type"][];
export type HappeningType = (typeof happeningTypes)[number];

const perPage = 50;
/** What is filtered is looked for in so much of the history at a time: "Older" goes on from there. */
const pagesPerLook = 8;
const enough = 20;

/** The next part of a history, of one type or of all. @throws BadCursor */
export async function readHappenings(
  clients: Pick<ClientsView, "history">,
  of: Parameters<ClientsView["history"]>[0],
  { type, cursor }: { readonly type?: HappeningType | undefined; readonly cursor?: string | undefined },
): Promise<{ readonly rows: readonly Happening[]; readonly next: string | undefined }> {
  const rows: Happening[] = [];
  let next = cursor;
  for (let page = 0; page < pagesPerLook; page += 1) {
    const read = await clients.history(of, { limit: perPage, cursor: next });
    rows.push(...read.rows.filter((row) => type === undefined || row.type === type));
    next = read.next;
    if (next === undefined || rows.length >= enough) break;
  }
  return { rows, next };
}

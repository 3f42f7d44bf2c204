import { counted } from "../domain/counted.ts";
import { recordMessages } from "../store/inbox/record-messages.ts";
import type { ClientList } from "./client-list.ts";
import type { Io } from "./io.ts";
import type { OpenClients } from "./open-clients.ts";

export type Recorded = {
  readonly messageIds: readonly string[];
  readonly rows: number;
  readonly newRows: number;
};

/** One message after the other; what was recorded when it was interrupted is recognised the next time. */
export async function recordList(
  list: ClientList,
  { db }: Pick<OpenClients, "db">,
  io: Io,
  signal: AbortSignal,
): Promise<Recorded> {
  const messageIds: string[] = [];
  let rows = 0;
  let newRows = 0;
  for await (const message of list.messages()) {
    if (signal.aborted) {
      io.err("stopped; run the same again to record the rest");
      break;
    }
    const [accepted] = await recordMessages(db, [message]);
    messageIds.push(message.id);
    rows += message.statements.length;
    if (accepted !== "reused" && accepted?.duplicate === false) newRows += message.statements.length;
    io.err(`${rows.toLocaleString("en-US")} of ${counted(list.goodRows, "row")} recorded`);
  }
  return { messageIds, rows, newRows };
}

/** "20 rows recorded (5 of them before), 0 bad" */
export function recordedLine({ rows, newRows }: Recorded, badRows: number): string {
  const before = rows - newRows;
  const known = before > 0 ? ` (${before.toLocaleString("en-US")} of them before)` : "";
  return `${counted(rows, "row")} recorded${known}, ${badRows} bad`;
}

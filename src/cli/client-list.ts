import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";

import { DateTime } from "luxon";

import type { Catalogue } from "../domain/catalogue.ts";
import type { ClientFacts } from "../domain/client.ts";
import { type Instant, instantOf } from "../domain/instant.ts";
import type { Message } from "../jobs/ports.ts";
import { createCellReader } from "./client-columns.ts";
import { readClientFile } from "./read-client-file.ts";

/** A client list that was read once: what is wrong with it was told, what counts is known by line. */
export type ClientList = {
  readonly goodRows: number;
  readonly badRows: number;
  /** What the good rows say, in messages of 500 rows; the same file makes the same messages. */
  readonly messages: () => AsyncGenerator<Message>;
};

export type ClientListOptions = {
  readonly file: string;
  readonly catalogue: Catalogue;
  /** When what it says was so. */
  readonly occurredAt: Instant;
  readonly tell: (line: string) => void;
};

const rowsPerMessage = 500;

type Row = { readonly clientId: string } & Partial<ClientFacts>;

/**
 * Reads a client list from end to end, keeping no more of it than which line counts for which client: of two, the later.
 * @throws when its first line does not name the columns as it should
 */
export async function openClientList({
  file,
  catalogue,
  occurredAt,
  tell,
}: ClientListOptions): Promise<ClientList> {
  const readCells = createCellReader(catalogue);
  const lines = new Map<string, number>();
  let badRows = 0;
  for await (const row of readClientFile(file, readCells)) {
    if (row.kind === "bad") {
      badRows += 1;
      for (const { column, reason } of row.problems) tell(`${file}:${row.line}: ${column}: ${reason}`);
      continue;
    }
    const before = lines.get(row.clientId);
    if (before !== undefined) {
      tell(
        `${file}:${row.line}: client_id: ${row.clientId} stands in line ${before} too; line ${row.line} counts`,
      );
    }
    lines.set(row.clientId, row.line);
  }

  async function* messages(): AsyncGenerator<Message> {
    let rows: Row[] = [];
    for await (const row of readClientFile(file, readCells)) {
      if (row.kind === "bad" || lines.get(row.clientId) !== row.line) continue;
      rows.push({ clientId: row.clientId, ...row.says });
      if (rows.length < rowsPerMessage) continue;
      yield messageOf(rows, occurredAt);
      rows = [];
    }
    if (rows.length > 0) yield messageOf(rows, occurredAt);
  }

  return { goodRows: lines.size, badRows, messages };
}

/** When a file says what it says: when it was last written. @throws when it cannot be read */
export async function writtenAt(file: string): Promise<Instant> {
  const { mtime } = await stat(file).catch((err: unknown) => {
    throw new Error(`${file} cannot be read`, { cause: err });
  });
  return instantOf(DateTime.fromJSDate(mtime));
}

/** Its id is made of what it says, and when: an import that was interrupted is recognised when it is run again. */
function messageOf(rows: readonly Row[], occurredAt: Instant): Message {
  const body = Buffer.from(JSON.stringify({ occurredAt, rows }));
  const id = createHash("sha256").update(body).digest("hex");
  return {
    source: "import",
    id,
    kind: "client-list",
    body,
    digest: id,
    occurredAt,
    effectiveAt: null,
    urgency: "bulk",
    statements: rows.map(({ clientId, ...says }) => ({ clientId, messageId: id, occurredAt, says })),
  };
}

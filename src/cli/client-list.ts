import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Instant } from "../domain/instant.ts";
import type { Message } from "../jobs/inbox.ts";
import { listColumns } from "./client-columns.ts";
import { type ListedClient, openClientRows } from "./client-rows.ts";
import { importMessage } from "./import-message.ts";

/** A file that was read once: what is wrong with it was told. */
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

/** Accounting's list of clients. @throws when its first line does not name the columns as it should */
export async function openClientList({ occurredAt, ...options }: ClientListOptions): Promise<ClientList> {
  const { goodRows, badRows, pages } = await openClientRows({ ...options, columns: listColumns });

  async function* messages(): AsyncGenerator<Message> {
    for await (const rows of pages()) yield messageOf(rows, occurredAt);
  }

  return { goodRows, badRows, messages };
}

/** Its id is made of what it says, and when: an import that was interrupted is recognised when it is run again. */
function messageOf(listed: readonly ListedClient[], occurredAt: Instant): Message {
  const rows = listed.map(({ clientId, says }) => ({ clientId, ...says }));
  const message = importMessage({ occurredAt, rows });
  return {
    ...message,
    kind: "client-list",
    occurredAt,
    effectiveAt: null,
    statements: listed.map((row) => ({ ...row, messageId: message.id, occurredAt })),
  };
}

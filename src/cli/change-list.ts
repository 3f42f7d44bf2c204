import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Instant } from "../domain/instant.ts";
import type { Message } from "../jobs/inbox.ts";
import { changeColumns } from "./client-columns.ts";
import type { ClientList } from "./client-list.ts";
import { type ListedClient, openClientRows } from "./client-rows.ts";
import { importMessage } from "./import-message.ts";

/** A change set that was read once: what is wrong with it was told. */
export type ChangeList = ClientList & {
  /** Null: at once. */
  readonly effectiveAt: Instant | null;
};

export type ChangeListOptions = ChangeSetHead & {
  readonly file: string;
  readonly catalogue: Catalogue;
  readonly now: Instant;
  readonly tell: (line: string) => void;
};

type ChangeSetHead = {
  readonly changeSetId: string;
  /** When it was decided. */
  readonly occurredAt: Instant;
  /** As it was given. Absent, or past: at once. */
  readonly effectiveAt: Instant | undefined;
};

/** A change set in a file. @throws when its first line does not name the columns as it should */
export async function openChangeList({
  file,
  catalogue,
  tell,
  now,
  ...head
}: ChangeListOptions): Promise<ChangeList> {
  const { goodRows, badRows, pages } = await openClientRows({
    file,
    columns: changeColumns,
    catalogue,
    tell,
  });

  const effectiveAt = head.effectiveAt !== undefined && head.effectiveAt > now ? head.effectiveAt : null;

  async function* messages(): AsyncGenerator<Message> {
    for await (const rows of pages()) yield messageOf(rows, head, effectiveAt);
  }

  return { goodRows, badRows, messages, effectiveAt };
}

/**
 * The same words as accounting's webhook. Its id is made of them: a set that was interrupted is recognised when it is
 * applied again, also when its time has come meanwhile.
 */
function messageOf(rows: readonly ListedClient[], head: ChangeSetHead, effectiveAt: Instant | null): Message {
  const { changeSetId, occurredAt } = head;
  const changes = rows.map(({ clientId, says }) => ({ clientId, ...says }));
  const message = importMessage({ changeSetId, occurredAt, effectiveAt: head.effectiveAt, changes });
  return {
    ...message,
    kind: "segment-changes",
    occurredAt,
    effectiveAt,
    changeSetId,
    statements: rows.map(({ clientId, says }) => ({
      clientId,
      messageId: message.id,
      occurredAt,
      says: { ...says, serviceLevel: says.serviceLevel ?? null },
    })),
  };
}

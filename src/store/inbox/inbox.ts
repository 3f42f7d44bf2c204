import { type Accepted, type Inbox, type Message, MessageIdReused, NotDurable } from "../../jobs/inbox.ts";
import type { Database } from "../database.ts";
import { recordMessages } from "./record-messages.ts";

/** One transaction takes at most this many messages … */
const groupSize = 100;

/** … and no further one once they say more than this: a full change set alone takes a third of a second. */
const statementsAtMost = 5000;

/** More than this waiting for the database is a flood or an outage: say no at once instead of holding memory. */
const waitingAtMost = 5000;

/** Zendesk and accounting give up after about ten seconds; within two they hear from us, however late a busy machine is. */
const answerWithinMs = 1500;

type Waiting = {
  readonly message: Message;
  readonly resolve: (result: Accepted | "reused") => void;
  readonly reject: (err: unknown) => void;
  isGone: boolean;
};

/**
 * The inbox in PostgreSQL. Messages that arrive while a transaction is under way share the next one (group commit),
 * so that a flood costs few commits and a single message waits for nobody.
 */
export function createInbox(db: Database): Inbox {
  const waiting = new Set<Waiting>();
  let isCommitting = false;

  async function commitWaiting(): Promise<void> {
    isCommitting = true;
    while (waiting.size > 0) {
      const group = nextGroup(waiting);
      for (const one of group) waiting.delete(one);
      await commitGroup(group);
    }
    isCommitting = false;
  }

  async function commitGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const messages = group.map(({ message }) => message);
      const results = await recordMessages(db, messages);
      for (const [index, result] of results.entries()) group[index]?.resolve(result);
    } catch (err) {
      if (group.length > 1 && isAboutTheData(err)) {
        for (const one of group) if (!one.isGone) await commitGroup([one]);
      } else for (const one of group) one.reject(err);
    }
  }

  return {
    async accept(message) {
      if (waiting.size >= waitingAtMost) {
        throw new NotDurable(`${waiting.size} messages are waiting for the database already`);
      }
      const { promise, resolve, reject } = Promise.withResolvers<Accepted | "reused">();
      const entry: Waiting = { message, resolve, reject, isGone: false };
      const timer = setTimeout(() => {
        entry.isGone = true;
        waiting.delete(entry);
        reject(new Error(`the database did not answer within ${answerWithinMs} ms`));
      }, answerWithinMs);
      waiting.add(entry);
      if (!isCommitting) void commitWaiting();
      const result = await promise
        .catch((err: unknown) => {
          throw new NotDurable("the message could not be made durable", { cause: err });
        })
        .finally(() => clearTimeout(timer));
      if (result === "reused")
        throw new MessageIdReused(`message ${message.id} came before and said something else`);
      return result;
    },
  };
}

/** Signals and statements lock different rows first, so they do not share a transaction. */
function nextGroup(waiting: Iterable<Waiting>): Waiting[] {
  const group: Waiting[] = [];
  let statements = 0;
  for (const one of waiting) {
    const [first = one] = group;
    const isOfAnotherKind = (one.message.signal === undefined) !== (first.message.signal === undefined);
    statements += one.message.statements.length;
    const isFull = group.length === groupSize || (group.length > 0 && statements > statementsAtMost);
    if (isFull || isOfAnotherKind) break;
    group.push(one);
  }
  return group;
}

/** SQLSTATE classes 22 (data exception) and 23 (constraint violation): one message of the group is to blame. */
function isAboutTheData(err: unknown): boolean {
  const code = err instanceof Error && "code" in err ? String(err.code) : "";
  return code.startsWith("22") || code.startsWith("23");
}

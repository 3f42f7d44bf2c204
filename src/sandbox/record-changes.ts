import type { Organization } from "./account.ts";
import type { Ticket } from "./ticket.ts";

/** A record that is another one now; without `before` it is new, without `after` it was deleted. */
export type RecordChange = {
  /** The user who did it. */
  readonly actorId: number;
} & (
  | { readonly kind: "ticket"; readonly before: Ticket | undefined; readonly after: Ticket | undefined }
  | {
      readonly kind: "organization";
      readonly before: Organization | undefined;
      readonly after: Organization | undefined;
    }
);

/** What happens in the account, told to whoever listens: webhooks send events of it. */
export type RecordChanges = {
  listen(listener: (change: RecordChange) => void): void;
  tell(change: RecordChange): void;
};

export function createRecordChanges(): RecordChanges {
  const listeners: ((change: RecordChange) => void)[] = [];
  return {
    listen: (listener) => void listeners.push(listener),
    tell(change) {
      for (const listener of listeners) listener(change);
    },
  };
}

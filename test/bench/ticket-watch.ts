import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Ticket } from "../../src/sandbox/ticket.ts";
import { isRight } from "./bench-tickets.ts";

/** When tickets went wrong and became right again, by the sandbox's own clock. */
export type TicketWatch = {
  /** How many tickets are wrong now. */
  readonly wrong: number;
  /** From the first that went wrong to the last that became right. */
  readonly wallMs: number;
  /** How long each was wrong, the shortest first. */
  tookMs(): readonly number[];
  /** What is wrong stays so. */
  forget(): void;
};

export function watchTickets({ account }: Sandbox): TicketWatch {
  const wrongSince = new Map<number, number>();
  const took: number[] = [];
  let firstAt = Infinity;
  let lastAt = -Infinity;

  function look(ticket: Ticket): void {
    const now = performance.now();
    const since = wrongSince.get(ticket.id);
    if (!isRight(ticket, account.organizations.get(ticket.organization_id ?? 0))) {
      wrongSince.set(ticket.id, since ?? now);
      firstAt = Math.min(firstAt, now);
    } else if (since !== undefined) {
      wrongSince.delete(ticket.id);
      took.push(now - since);
      lastAt = now;
    }
  }

  account.changes.listen((change) => {
    if (change.kind === "ticket" && change.after) look(change.after);
  });

  return {
    get wrong() {
      return wrongSince.size;
    },
    get wallMs() {
      return lastAt - firstAt;
    },
    tookMs: () => took.toSorted((one, other) => one - other),
    forget() {
      took.length = 0;
      firstAt = Infinity;
      lastAt = -Infinity;
    },
  };
}

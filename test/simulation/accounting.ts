import type { Message } from "../../src/jobs/inbox.ts";
import { aMessage } from "../store/messages.ts";
import type { Said } from "../chaos/history.ts";
import { beginning } from "./simulated-store.ts";

/** A message, when it is sent first, and what it says in accounting's words. */
export type Sendable = {
  readonly atMs: number;
  readonly message: Message;
  readonly says: readonly Said[];
};

const segments = ["VIP", "Key Account", "Corporate", "SMB"];
const people = ["Dana Fox", "Sam Reyes", "Lee Park", "Kim Wu", "Ana Silva", null];

/** So long something new is said (milliseconds). */
const saidWithinMs = 28_000;

/** What accounting says of a few clients; some of it of the same second, in any order, in bulk or for later. */
export function accountingMessages(dice: () => number): Sendable[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(dice() * items.length)]!;
  // Of two values only, what was said before is soon said again.
  const [ownSegments, ownPeople] =
    dice() < 0.5
      ? [segments, people]
      : [
          [pick(segments), pick(segments)],
          [pick(people), pick(people)],
        ];
  const clientIds = Array.from({ length: 1 + Math.floor(dice() * 3) }, (_, index) => `C-${index + 1}`);
  const occurred = (): string => instant(beginning - 60_000 + Math.floor(dice() * 20) * 1000);
  let number = 0;
  const nextId = (): string => `msg_${String((number += 1)).padStart(3, "0")}`;

  function sendable(says: readonly Said[], other: Partial<Message>): Sendable {
    const id = nextId();
    const said = says.map(({ clientId, fields }) => ({ clientId, ...fields }) as never);
    const message = aMessage(id, said, { occurredAt: occurred(), ...other });
    return { atMs: Math.floor(dice() * saidWithinMs), message, says };
  }

  const notifications = clientIds.map((clientId) => {
    const fields = {
      name: `Acme ${clientId}`,
      segment: pick(ownSegments),
      clientCenterId: pick(["cc-1", null]),
    };
    const listed = dice() < 0.3 ? ({ source: "import", kind: "client-list", urgency: "bulk" } as const) : {};
    return sendable([{ clientId, fields }], listed);
  });
  const others = Array.from({ length: 3 + Math.floor(dice() * 8) }, () => {
    if (dice() < 0.7) {
      const fields = Object.fromEntries(
        ["seoAnalyst", "accountManager"].filter(() => dice() < 0.75).map((field) => [field, pick(ownPeople)]),
      );
      const clientId = pick(clientIds);
      const named = dice() < 0.2 ? { name: `Acme ${clientId}, number ${number}` } : {};
      return sendable([{ clientId, fields: { ...fields, ...named } }], { kind: "assignments" });
    }
    const says = clientIds
      .filter(() => dice() < 0.6)
      .map((clientId) => ({
        clientId,
        fields: { segment: pick(ownSegments), serviceLevel: pick([null, ...ownSegments]) },
      }));
    const effectiveAt = dice() < 0.3 ? instant(beginning + Math.floor(dice() * saidWithinMs)) : null;
    return sendable(says, { kind: "segment-changes", effectiveAt });
  });
  return [...notifications, ...others].filter(({ says }) => says.length > 0);
}

function instant(ms: number): string {
  return new Date(ms).toISOString().replace("Z", "000000Z");
}

import { envelope, type Envelope } from "../support/accounting.ts";
import type { Said } from "./history.ts";

export type ChaosMessage = {
  readonly envelope: Envelope;
  readonly occurredAt: string;
  readonly says: readonly Said[];
};

const segments = ["VIP", "Key Account", "Corporate", "SMB"];
const people = ["Dana Fox", "Sam Reyes", "Lee Park", "Kim Wu", "Ana Silva", null];
const verticals = ["Senior Living", "Multifamily", "Self Storage", null];

const messagesOfAClient = 12;
const firstAt = Date.UTC(2026, 0, 5, 8);

/** Messages that lie further apart than this stay in order. */
const shuffledWithin = 60;

/** Replies come before the notification for so many clients at a time. */
const announced = 3;

/**
 * `count` messages of different content, in the order in which they are sent, some of them again. One is sent about
 * every `everyMs`; what is to take effect later does so while they are sent.
 */
export function chaosMessages(count: number, dice: () => number, everyMs: number): ChaosMessage[] {
  const startedAt = Date.now();
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(dice() * items.length)]!;

  function anyClient(number: number): string {
    return clientIdOf(Math.floor(dice() * (Math.floor(number / messagesOfAClient) + 1 + announced)));
  }

  function assignment(number: number, at: string): ChaosMessage {
    const fields = Object.fromEntries(
      ["seoAnalyst", "daAnalyst", "accountManager"]
        .filter(() => dice() < 0.5)
        .map((field) => [field, pick(people)]),
    );
    return oneClient("assignments", anyClient(number), at, { clientHubUrn: `g5-${number}`, ...fields });
  }

  function segmentChange(number: number, at: string): ChaosMessage {
    const clientIds = new Set(Array.from({ length: 1 + Math.floor(dice() * 5) }, () => anyClient(number)));
    const says = [...clientIds].map((clientId) => ({
      clientId,
      fields: { segment: pick(segments), serviceLevel: dice() < 0.8 ? null : pick(segments) },
    }));
    const changes = says.map(({ clientId, fields }) => ({ clientId, ...fields }));
    // One in four takes effect a little later.
    const later = startedAt + number * everyMs + dice() * 20_000;
    const effectiveAt = dice() < 0.25 ? new Date(later).toISOString() : null;
    const body = { changeSetId: `set-${number}`, occurredAt: at, effectiveAt, changes };
    return { envelope: envelope("segment-changes", body), occurredAt: at, says };
  }

  const different = Array.from({ length: count }, (_, number) => {
    // Every tenth happened in the same second as the one before.
    const at = new Date(firstAt + (number - (number % 10 === 9 ? 1 : 0)) * 1000).toISOString();
    const index = Math.floor(number / messagesOfAClient);
    if (number % messagesOfAClient === 0) return newClient(index, at, pick);
    return dice() < 0.75 ? assignment(number, at) : segmentChange(number, at);
  });
  return replayed(different, dice);
}

function newClient(index: number, at: string, pick: <Item>(items: readonly Item[]) => Item): ChaosMessage {
  const clientId = clientIdOf(index);
  const fields = { name: `Chaos ${clientId}`, segment: pick(segments), vertical: pick(verticals) };
  return oneClient("new-client", clientId, at, { ...fields, clientCenterId: `cc-${index}` });
}

function oneClient(
  kind: "new-client" | "assignments",
  clientId: string,
  occurredAt: string,
  fields: Readonly<Record<string, string | null>>,
): ChaosMessage {
  return {
    envelope: envelope(kind, { clientId, occurredAt, ...fields }),
    occurredAt,
    says: [{ clientId, fields }],
  };
}

/** Shuffles, and sends one in ten again soon, one in twenty long after. */
function replayed(messages: readonly ChaosMessage[], dice: () => number): ChaosMessage[] {
  return messages
    .flatMap((message, place) => {
      const places = [place + dice() * shuffledWithin];
      if (dice() < 0.1) places.push(place + dice() * shuffledWithin);
      if (dice() < 0.05) places.push(place + dice() * messages.length);
      return places.map((at) => ({ at, message }));
    })
    .toSorted((one, other) => one.at - other.at)
    .map(({ message }) => message);
}

function clientIdOf(index: number): string {
  return `X-${index + 1}`;
}

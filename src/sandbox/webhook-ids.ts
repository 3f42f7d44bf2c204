import { crockford, inCrockford } from "./ulid.ts";

/** The ids of webhooks, their events and invocations; the same again for the same dice and times. */
export type WebhookIds = {
  /** An ULID, which sorts by its time. */
  readonly ulid: (at: Date) => string;
  readonly uuid: () => string;
};

export function createWebhookIds(dice: () => number): WebhookIds {
  const letters = (count: number, from: string): string =>
    Array.from({ length: count }, () => from[Math.floor(dice() * from.length)]).join("");
  const hex = (count: number): string => letters(count, "0123456789abcdef");
  return {
    ulid: (at) => inCrockford(at.getTime(), 10) + letters(16, crockford),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}

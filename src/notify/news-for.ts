import type { Condition, KnownCondition } from "../operations/notification.ts";

/** What a channel has to say. */
export type News = { readonly begun: readonly Condition[]; readonly over: readonly Condition[] };

/** What stands and the channel has not said yet, and what it said and is over. Of what is muted it says nothing. */
export function newsFor(channel: string, known: readonly KnownCondition[], now: Date): News {
  const heard = known.filter((condition) => !isMuted(condition, now));
  return {
    begun: heard.filter(({ overAt, told }) => overAt === null && !told.includes(channel)),
    over: heard.filter(({ overAt, told }) => overAt !== null && told.includes(channel)),
  };
}

export function isMuted({ mutedUntil }: Pick<KnownCondition, "mutedUntil">, now: Date): boolean {
  return mutedUntil !== null && mutedUntil > now;
}

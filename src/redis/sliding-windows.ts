import type { Redis } from "ioredis";

/** One count to be taken: at most `limit` of this name within any `windowMs`. */
type Take = { readonly name: string; readonly limit: number; readonly windowMs: number };

export type SlidingWindows = {
  /** Takes one of each, or none of any. Answers 0, or how long to wait before asking again (milliseconds). */
  take(takes: readonly Take[]): Promise<number>;
  /** Nobody gets one of this name for so long; a shorter wait does not cut a longer one short. */
  shut(name: string, forMs: number): Promise<void>;
  /** Remembers how much there is of a name in all, for whoever reads it in another process. */
  keepTotal(name: string, total: number): Promise<void>;
  read(names: readonly string[], windowMs: number): Promise<readonly Reading[]>;
};

/** How many of a name were taken within the window, and how much there is in all, if anybody said so. */
export type Reading = { readonly name: string; readonly taken: number; readonly total: number | undefined };

/**
 * Each name is a sorted set of the moments at which one was taken, on Redis' own clock. Libraries count in fixed
 * windows, which let through up to twice the limit around a window's edge.
 *
 * KEYS: for each name its set and its shut-key. ARGV: a unique member, then for each name its limit and window.
 */
const takeScript = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local wait = 0
  for i = 1, #KEYS / 2 do
    local key, limit, window = KEYS[2 * i - 1], tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
    wait = math.max(wait, redis.call('PTTL', KEYS[2 * i]))
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
    local taken = redis.call('ZCARD', key)
    if taken >= limit then
      local leaving = redis.call('ZRANGE', key, taken - limit, taken - limit, 'WITHSCORES')
      wait = math.max(wait, leaving[2] + window - now + 1)
    end
  end
  if wait > 0 then return wait end
  for i = 1, #KEYS / 2 do
    redis.call('ZADD', KEYS[2 * i - 1], now, ARGV[1])
    redis.call('PEXPIRE', KEYS[2 * i - 1], ARGV[2 * i + 1])
  end
  return 0`;

const shutScript = `
  if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) end
  return 0`;

/** KEYS: the totals, then the set of each name. ARGV: the window, then each name. */
const readScript = `
  local time = redis.call('TIME')
  local from = time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[1]
  local readings = {}
  for i = 2, #KEYS do
    readings[#readings + 1] = redis.call('ZCOUNT', KEYS[i], '(' .. from, '+inf')
    readings[#readings + 1] = redis.call('HGET', KEYS[1], ARGV[i]) or '-'
  end
  return readings`;

/** Counts in Redis that all processes share; `prefix` keeps those of different accounts apart. */
export function createSlidingWindows(redis: Redis, prefix: string): SlidingWindows {
  const keyOf = (name: string): string => `${prefix}:${name}`;
  const totalsKey = `${prefix}:totals`;
  const shutKeyOf = (name: string): string => `${prefix}:${name}:shut`;

  return {
    async take(takes) {
      const keys = takes.flatMap(({ name }) => [keyOf(name), shutKeyOf(name)]);
      const limits = takes.flatMap(({ limit, windowMs }) => [limit, windowMs]);
      const wait = await redis.eval(takeScript, keys.length, ...keys, crypto.randomUUID(), ...limits);
      return Number(wait);
    },
    async shut(name, forMs) {
      await redis.eval(shutScript, 1, shutKeyOf(name), Math.ceil(forMs));
    },
    async keepTotal(name, total) {
      await redis.hset(totalsKey, name, total);
    },
    async read(names, windowMs) {
      const keys = [totalsKey, ...names.map(keyOf)];
      const answer = await redis.eval(readScript, keys.length, ...keys, Math.ceil(windowMs), ...names);
      const numbers = answer as readonly (number | string)[];
      return names.map((name, index) => {
        const total = Number(numbers[2 * index + 1]);
        return { name, taken: Number(numbers[2 * index]), total: Number.isNaN(total) ? undefined : total };
      });
    },
  };
}

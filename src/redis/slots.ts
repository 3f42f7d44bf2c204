import type { Redis } from "ioredis";

export type Slots = {
  /** Takes one of `limit` places for at most `forMs`; undefined when all are taken. */
  take(name: string, limit: number, forMs: number): Promise<string | undefined>;
  /** Gives it back. Safe to repeat. */
  release(name: string, slot: string): Promise<void>;
};

/** KEYS: the set. ARGV: the slot, the limit, for how long. A holder that died gives its place back when its time is over. */
const takeScript = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
  redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
  redis.call('PEXPIRE', KEYS[1], math.max(redis.call('PTTL', KEYS[1]), tonumber(ARGV[3])))
  return 1`;

/** Places that all processes share: how many of something are under way at once. */
export function createSlots(redis: Redis, prefix: string): Slots {
  return {
    async take(name, limit, forMs) {
      const slot = crypto.randomUUID();
      const taken = await redis.eval(takeScript, 1, `${prefix}:${name}`, slot, limit, Math.ceil(forMs));
      return taken === 1 ? slot : undefined;
    },
    async release(name, slot) {
      await redis.zrem(`${prefix}:${name}`, slot);
    },
  };
}

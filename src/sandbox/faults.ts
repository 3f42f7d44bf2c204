import { z } from "zod";

/** Ways to fail. Those before the `after` ones leave the account untouched; "slow" only answers late. */
const faultKinds = [
  "429",
  "500",
  "502",
  "503",
  "504",
  "reset-before",
  "hang",
  "garbage",
  "down",
  "slow",
  "reset-after",
  "500-after",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A rule of misbehaviour: which requests, how many of them, and what becomes of them. */
export const faultRule = z.strictObject({
  /** One of these, by the seeded dice. */
  kinds: z.array(z.enum(faultKinds)).min(1).readonly(),
  /** The share of the matching requests that fail. */
  share: z.number().min(0).max(1).default(1),
  /** How many requests fail before the rule is spent; without it, no end. */
  times: z.exactOptional(z.int().positive()),
  method: z.exactOptional(z.string()),
  /** What the path begins with. Without it a rule spares the token endpoint, unless it is down with everything else. */
  path: z.exactOptional(z.string()),
  /** Of a 429 or 503. */
  retryAfterSeconds: z.int().nonnegative().default(1),
  /** Of "slow". */
  delayMs: z.number().nonnegative().default(5000),
});
export type FaultRule = z.input<typeof faultRule>;
type Rule = z.output<typeof faultRule>;

/** What happens to one request. */
export type Fault = {
  readonly kind: FaultKind;
  readonly retryAfterSeconds: number;
  readonly delayMs: number;
};

export type Faults = {
  /** The rules that are still in force. */
  rules(): readonly Rule[];
  /** Replaces the rules; the dice start anew. */
  tell(rules: readonly FaultRule[]): void;
  /** The fault that strikes this request, if any; a rule with a count is one nearer its end. */
  strike(method: string, path: string): Fault | undefined;
};

export function createFaults(startDice: () => () => number): Faults {
  let told: readonly Rule[] = [];
  let dice = startDice();
  return {
    rules: () => told,
    tell(rules) {
      told = rules.map((rule) => faultRule.parse(rule));
      dice = startDice();
    },
    strike(method, path) {
      for (const rule of told) {
        if (!concerns(rule, method, path) || (rule.share < 1 && dice() >= rule.share)) continue;
        const kind = rule.kinds[Math.floor(dice() * rule.kinds.length)];
        if (kind === undefined) continue;
        told = spend(told, rule);
        return { kind, retryAfterSeconds: rule.retryAfterSeconds, delayMs: rule.delayMs };
      }
      return undefined;
    },
  };
}

function concerns(rule: Rule, method: string, path: string): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  if (rule.path === undefined) return !path.startsWith("/oauth") || rule.kinds.includes("down");
  return path.startsWith(rule.path);
}

function spend(rules: readonly Rule[], spent: Rule): readonly Rule[] {
  return rules.flatMap((rule) => {
    if (rule !== spent || rule.times === undefined) return [rule];
    return rule.times > 1 ? [{ ...rule, times: rule.times - 1 }] : [];
  });
}

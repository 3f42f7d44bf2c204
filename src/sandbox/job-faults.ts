import { z } from "zod";
import { workKinds } from "./work.ts";
import type { WorkKind } from "./work.ts";

/** A rule of misbehaviour for jobs: which of them, how many, and what becomes of them. Several may strike one job. */
export const jobFaultRule = z.strictObject({
  /**
   * "rows-fail" completes but leaves rows undone; "fail", "kill" and "vanish" end in that after a part was done, and
   * a job that vanished is not found any more; "stall" stops at a part for a while; "shuffle" mixes the results.
   */
  kind: z.enum(["rows-fail", "fail", "kill", "vanish", "stall", "shuffle"]),
  /** The share of the matching jobs that are struck. */
  share: z.number().min(0).max(1).default(1),
  /** How many jobs are struck before the rule is spent; without it, no end. */
  times: z.exactOptional(z.int().positive()),
  work: z.exactOptional(z.enum(workKinds)),
  /** Of "fail", "kill", "vanish" and "stall": the part of the rows that is done before. */
  doneShare: z.number().min(0).max(1).default(0.5),
  /** Of "rows-fail": the part of the rows that fail, and what they say. */
  rowShare: z.number().min(0).max(1).default(0.5),
  error: z.string().default("InternalServerError"),
  details: z.string().default("Something went wrong"),
  /** Of "stall". */
  stallMs: z.number().nonnegative().default(60_000),
});
export type JobFaultRule = z.input<typeof jobFaultRule>;
export type JobFault = z.output<typeof jobFaultRule>;

export type JobFaults = {
  /** The rules that are still in force. */
  rules(): readonly JobFault[];
  /** Replaces the rules; the dice start anew. */
  tell(rules: readonly JobFaultRule[]): void;
  /** What strikes a job of this kind; a rule with a count is one nearer its end. */
  strike(work: WorkKind): readonly JobFault[];
  /** The dice that chose, for what they are to choose within the job. */
  dice(): number;
};

export function createJobFaults(startDice: () => () => number): JobFaults {
  let told: readonly JobFault[] = [];
  let dice = startDice();
  return {
    rules: () => told,
    tell(rules) {
      told = rules.map((rule) => jobFaultRule.parse(rule));
      dice = startDice();
    },
    strike(work) {
      const struck = told.filter(
        (rule) => (rule.work ?? work) === work && (rule.share === 1 || dice() < rule.share),
      );
      told = told.flatMap((rule) => {
        if (rule.times === undefined || !struck.includes(rule)) return [rule];
        return rule.times > 1 ? [{ ...rule, times: rule.times - 1 }] : [];
      });
      return struck;
    },
    dice: () => dice(),
  };
}

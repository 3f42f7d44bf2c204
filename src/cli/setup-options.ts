import { parseArgs } from "node:util";

import type { Config } from "../config.ts";
import { outputOf, UsageError } from "./io.ts";
import type { SetupOptions, SetupScope } from "./setup-scope.ts";
import { webhookUrlAt } from "./webhook-url.ts";

export type SetupArguments = {
  /** As it was given. Absent: what PUBLIC_URL says. */
  readonly webhookUrl: string | undefined;
  readonly isPruning: boolean;
  readonly output: "table" | "json";
  /** Where a plan is saved. */
  readonly out: string | undefined;
  /** A saved plan. */
  readonly file: string | undefined;
  readonly reason: string | undefined;
  readonly yes: boolean;
};

/** @throws UsageError */
export function readSetupArguments(
  args: readonly string[],
  { command }: SetupScope,
  does: "plan" | "apply",
): SetupArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: does === "apply",
    options: {
      prune: { type: "boolean", default: false },
      ...(command === "setup" && { "webhook-url": { type: "string" } }),
      ...(does === "plan"
        ? { out: { type: "string" }, output: { type: "string", default: "table" } }
        : { reason: { type: "string" }, yes: { type: "boolean", default: false } }),
    },
  });
  const given: Readonly<Record<string, unknown>> = values;
  const text = (name: string): string | undefined =>
    typeof given[name] === "string" ? given[name] : undefined;
  const [file, ...others] = positionals;
  if (others.length > 0) throw new UsageError("apply takes one saved plan at most");
  const webhookUrl = text("webhook-url");
  if (file !== undefined && (webhookUrl !== undefined || given["prune"] === true)) {
    throw new UsageError("a saved plan has its options in it; give them to plan --out");
  }
  if (webhookUrl !== undefined && !/^https?:$/.test(URL.parse(webhookUrl)?.protocol ?? "")) {
    throw new UsageError(`--webhook-url is an address that starts with https://, not "${webhookUrl}"`);
  }
  return {
    webhookUrl,
    isPruning: given["prune"] === true,
    output: outputOf(text("output") ?? "table"),
    out: text("out"),
    file,
    reason: text("reason"),
    yes: given["yes"] === true,
  };
}

export function setupOptionsOf(
  { webhookUrl, isPruning }: SetupArguments,
  { publicUrl }: Config,
): SetupOptions {
  return { webhookUrl: webhookUrl ?? webhookUrlAt(publicUrl), isPruning };
}

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { LiveAccount } from "../domain/setup/live-account.ts";
import type { SetupPlan } from "../domain/setup/setup-step.ts";
import type { LivePlan } from "./live-plan.ts";
import type { OpenSetup } from "./open-setup.ts";
import type { SetupOptions, SetupScope } from "./setup-scope.ts";

/** A plan that was agreed to, and what it was made of. */
export type SavedPlan = {
  readonly format: typeof format;
  readonly command: SetupScope["command"];
  readonly account: string;
  /** Digests: of the catalogue's file, and of what Zendesk had. */
  readonly catalogue: string;
  readonly live: string;
  readonly options: SetupOptions;
  readonly plan: SetupPlan;
};

const format = "los-setup-plan 1";

/** What a plan is made of now, to be saved or compared with what was saved. */
export async function savedPlanOf(
  { config }: OpenSetup,
  { command }: SetupScope,
  options: SetupOptions,
  { live, plan }: LivePlan,
): Promise<SavedPlan> {
  return {
    format,
    command,
    account: config.zendesk.url,
    catalogue: digestOf(await readFile(join(config.configDir, "service-levels.yaml"))),
    live: digestOf(textOf(live)),
    options,
    plan,
  };
}

export async function writeSavedPlan(file: string, saved: SavedPlan): Promise<void> {
  await writeFile(file, `${JSON.stringify(saved, null, 2)}\n`);
}

/** @throws when the file holds no plan of this command */
export async function readSavedPlan(file: string, { command }: SetupScope): Promise<SavedPlan> {
  const text = await readFile(file, "utf8").catch((err: unknown) => {
    throw new Error(`${file} cannot be read`, { cause: err });
  });
  const saved = planIn(text);
  if (saved?.format !== format)
    throw new Error(`${file} is no plan that los ${command} plan --out has saved`);
  if (saved.command !== command)
    throw new Error(`${file} is a plan of los ${saved.command}, not of los ${command}`);
  return saved;
}

/** Why a saved plan must not be applied any more; undefined when it may. */
export function whyRefused(saved: SavedPlan, now: SavedPlan): string | undefined {
  if (saved.account !== now.account) return `it is for ${saved.account}, not for ${now.account}`;
  if (saved.catalogue !== now.catalogue) return "the catalogue has changed since";
  if (saved.live !== now.live) return "Zendesk has changed since";
  if (JSON.stringify(saved.plan) !== JSON.stringify(now.plan)) {
    return "it is not what this version of los, or this day, makes of the catalogue";
  }
  return undefined;
}

function planIn(text: string): SavedPlan | null {
  try {
    return JSON.parse(text) as SavedPlan;
  } catch {
    return null;
  }
}

function textOf(live: LiveAccount): string {
  return JSON.stringify({ ...live, groups: Object.fromEntries(live.groups) });
}

function digestOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

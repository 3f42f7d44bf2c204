import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import type { Io } from "../../src/cli/io.ts";
import type { SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { request } from "../../src/zendesk/raw-request.ts";
import { los, type Ran } from "../support/command.ts";
import { hearingLog } from "../support/hearing-log.ts";
import { temporaryFolder } from "../support/running.ts";
import { type Desk, openDesk } from "./client-lists.ts";

export const webhookUrl = "https://los.example/webhooks/zendesk";

export type SetupDesk = Desk & {
  /** Runs a command of `los` against the account. */
  readonly run: (
    argv: readonly string[],
    other?: Partial<Io>,
    env?: Readonly<Record<string, string>>,
  ) => Promise<Ran>;
  /** Somebody else's call of Zendesk's API, for its answer. */
  readonly inZendesk: (method: string, path: string, body?: object) => Promise<unknown>;
};

/** An account that nothing was set up in; it goes with the test. */
export async function emptyAccount(options: SandboxOptions = {}): Promise<SetupDesk> {
  const desk = await openDesk({ seedFields: false, ...options });
  onTestFinished(async () => await desk[Symbol.asyncDispose]());
  const { email, apiToken: token } = desk.sandbox.credentials;
  const zendesk = createZendesk({
    url: desk.sandbox.url,
    credentials: { kind: "api-token", email, token },
    log: hearingLog().log,
    budget: uncounted,
  });
  const env = { ...desk.env, PUBLIC_URL: "https://los.example" };
  return Object.assign(desk, {
    run: async (
      argv: readonly string[],
      other: Partial<Io> = {},
      more: Readonly<Record<string, string>> = {},
    ) => await los(argv, { ...env, ...more }, other),
    inZendesk: async (method: string, path: string, body?: object) =>
      await request(zendesk, method, path, body),
  });
}

/** A folder with the shipped catalogue, changed; it goes with the test. */
export async function catalogueFolder(change: (text: string) => string): Promise<string> {
  const folder = await temporaryFolder();
  onTestFinished(async () => await folder[Symbol.asyncDispose]());
  const text = await readFile("config/service-levels.yaml", "utf8");
  await writeFile(join(folder.path, "service-levels.yaml"), change(text));
  return folder.path;
}

/** The departments that the shipped catalogue shows in a comment are there. */
export function withDepartments(text: string): string {
  return text.replace(/^# departments:\n(?:#.*\n)+/m, (block) => block.replaceAll(/^# /gm, ""));
}

/** As Zendesk's list of SLA policies shows them. */
export type ShownPolicy = { readonly id: number; readonly title: string; readonly position: number };

export async function shownPolicies({ inZendesk }: SetupDesk): Promise<readonly ShownPolicy[]> {
  const answer = await inZendesk("GET", "slas/policies");
  return (answer as { readonly sla_policies: readonly ShownPolicy[] }).sla_policies;
}

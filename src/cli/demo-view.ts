import { setTimeout as pause } from "node:timers/promises";

import type { Sandbox } from "../sandbox/sandbox.ts";

/** Far longer than any step takes; a demo that hangs should say so (milliseconds). */
const patienceMs = 30_000;

/** Waits until the organization is as the step wants it; answers what is different from before, line by line. */
export async function watchOrganization(
  sandbox: Sandbox,
  isDone: (fields: Readonly<Record<string, unknown>>) => boolean,
): Promise<string[]> {
  const before = rowsOf(sandbox);
  const giveUpAt = performance.now() + patienceMs;
  while (!isDone(organizationIn(sandbox)?.organization_fields ?? {})) {
    if (performance.now() > giveUpAt)
      throw new Error(`nothing happened in Zendesk within ${patienceMs / 1000} s`);
    await pause(25);
  }
  const known = new Map(before);
  return rowsOf(sandbox)
    .filter(([key, value]) => known.get(key) !== value)
    .map(([key, value]) => `${key.padEnd(keyWidth)} ${known.has(key) ? `${known.get(key)} → ` : ""}${value}`);
}

/** The organization, one line per fact. */
export function organizationTable(sandbox: Sandbox): string {
  return rowsOf(sandbox)
    .map(([key, value]) => `  ${key.padEnd(keyWidth)} ${value}`)
    .join("\n");
}

const keyWidth = "client_service_level".length + 2;

function organizationIn({ account }: Sandbox) {
  return account.organizations.list()[0];
}

function rowsOf(sandbox: Sandbox): [string, string][] {
  const organization = organizationIn(sandbox);
  if (!organization) return [];
  const { name, external_id, domain_names, tags, organization_fields } = organization;
  const facts = { name, external_id, domain_names, tags, ...organization_fields };
  return Object.entries(facts)
    .map(([key, value]): [string, string] => [key, textOf(value)])
    .filter(([, value]) => value !== "");
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
}

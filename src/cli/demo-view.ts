import { setTimeout as pause } from "node:timers/promises";

import type { Organization } from "../sandbox/account.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { Ticket } from "../sandbox/ticket.ts";

/** What the demo is about: a single client, and its ticket. */
export type InZendesk = {
  readonly organization: Organization | undefined;
  readonly ticket: Ticket | undefined;
};

/** One line of what is in Zendesk. */
export type Fact = { readonly of: keyof InZendesk; readonly key: string; readonly value: string };

/** Far longer than any step takes; a demo that hangs should say so (milliseconds). */
const patienceMs = 30_000;

const lookEveryMs = 25;

export async function untilDone(sandbox: Sandbox, isDone: (now: InZendesk) => boolean): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!isDone(inZendesk(sandbox))) {
    if (performance.now() > giveUpAt)
      throw new Error(`nothing happened in Zendesk within ${patienceMs / 1000} s`);
    await pause(lookEveryMs);
  }
}

/** The organization and the ticket, as far as there is something to say of them. */
export function factsIn(sandbox: Sandbox): Fact[] {
  const { organization, ticket } = inZendesk(sandbox);
  return [
    ...(organization ? factsOf("organization", shownOf(organization)) : []),
    ...(ticket
      ? factsOf("ticket", {
          subject: ticket.subject,
          channel: ticket.via.channel,
          status: ticket.status,
          priority: ticket.priority,
          tags: ticket.tags,
        })
      : []),
  ];
}

/** What is different from before, a line for each; what it is about is said once. */
export function changesBetween(before: readonly Fact[], after: readonly Fact[]): string[] {
  const was = new Map(before.map((fact) => [`${fact.of} ${fact.key}`, fact.value]));
  const changed = after.filter(({ of, key, value }) => was.get(`${of} ${key}`) !== value);
  return changed.map(({ of, key, value }, index) => {
    const about = of === changed[index - 1]?.of ? "" : of;
    const old = was.get(`${of} ${key}`);
    return `${about.padEnd(aboutWidth)}${key.padEnd(keyWidth)} ${old === undefined ? "" : `${old} → `}${value}`;
  });
}

export function factTable(facts: readonly Fact[], of: Fact["of"]): string {
  return facts
    .filter((fact) => fact.of === of)
    .map(({ key, value }) => `  ${key.padEnd(keyWidth)} ${value}`)
    .join("\n");
}

const aboutWidth = "organization".length + 2;
const keyWidth = "client_service_level".length + 2;

function inZendesk({ account }: Sandbox): InZendesk {
  return { organization: account.organizations.list()[0], ticket: account.tickets.list()[0] };
}

function shownOf({ name, external_id, domain_names, tags, organization_fields }: Organization): object {
  return { name, external_id, domain_names, tags, ...organization_fields };
}

function factsOf(of: Fact["of"], shown: object): Fact[] {
  return Object.entries(shown)
    .map(([key, value]): Fact => ({ of, key, value: textOf(value) }))
    .filter(({ value }) => value !== "");
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
}

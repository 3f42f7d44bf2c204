import { printable } from "../printable.ts";
import type { About } from "./conflict.ts";
import { longestName } from "./conflict-choices.ts";

/** Why a client cannot be renamed so, in words for a person; undefined when it can. `name` is trimmed. */
export function unfitName(name: string, { organization }: About): string | undefined {
  if (name === "") return "renaming needs a name";
  if (name.length > longestName)
    return `the name has ${name.length} characters; it may have ${longestName} at most`;
  if (!printable.test(name)) return "the name must not contain control characters";
  if (organization && isSameName(name, organization.name)) {
    return `"${name}" is what organization ${organization.id} is called`;
  }
  return undefined;
}

/** Zendesk compares names without case, and without spaces around them. */
export function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

import type { DateTime } from "luxon";

import type { Catalogue } from "../catalogue/catalogue.ts";
import { earliestWriteAt } from "../pace.ts";
import { type ClientRecord, isKnown } from "./client.ts";
import type { Agreement } from "./correct-organization.ts";
import { type DesiredOrganization, desiredOrganization, isSameDesire } from "./organization.ts";

/** What a client calls for before anybody has asked Zendesk. */
export type ToDo =
  | { readonly kind: "nothing" }
  /** Its record cannot be turned into an organization; why, in words for a person. */
  | { readonly kind: "problem"; readonly problem: string }
  /** Not before `until`, so that a burst becomes one write. */
  | { readonly kind: "gathering"; readonly until: DateTime }
  | { readonly kind: "look"; readonly desired: DesiredOrganization };

type Link = Pick<Agreement, "confirmed"> &
  Partial<Agreement> & {
    /** When we last wrote it. */
    readonly writes: readonly DateTime[];
  };

/** Zendesk has to be asked only about a known client of which it did not agree to all that is desired, or is doubted. */
export function whatToDo(
  record: ClientRecord | undefined,
  link: Link | undefined,
  catalogue: Catalogue,
  now: DateTime,
): ToDo {
  if (!record || !isKnown(record)) return { kind: "nothing" };
  const desired = desiredOrganization(record, catalogue);
  if ("problem" in desired) return { kind: "problem", problem: desired.problem };
  const isAgreed = link?.confirmed ? isSameDesire(link.confirmed, desired) : false;
  if (isAgreed && !link?.isDoubted) return { kind: "nothing" };
  const writeAt = earliestWriteAt(link?.writes ?? [], now);
  return writeAt > now ? { kind: "gathering", until: writeAt } : { kind: "look", desired };
}

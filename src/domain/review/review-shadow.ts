import type { Catalogue } from "../catalogue/catalogue.ts";
import { isAmong } from "../is-among.ts";
import { mentions } from "../tickets/mentions.ts";
import type { TicketConditions } from "../catalogue/ticket-rules.ts";

/** Whether `first` matches every ticket that `later` matches, so that `later` never decides. */
export function shadows(
  first: TicketConditions,
  later: TicketConditions,
  { serviceLevels }: Pick<Catalogue, "serviceLevels">,
): boolean {
  const levelsOf = (conditions: TicketConditions): readonly string[] =>
    conditions.serviceLevels.length > 0 ? conditions.serviceLevels : serviceLevels.map(({ name }) => name);
  return (
    levelsOf(later).every((level) => levelsOf(first).includes(level)) &&
    isNarrower(later.channels, first.channels, (channel) => isAmong(channel, first.channels)) &&
    isNarrower(later.impact, first.impact, (impact) => isAmong(impact, first.impact)) &&
    isNarrower(later.keywords, first.keywords, (keyword) => mentions(keyword, first.keywords))
  );
}

/** An empty list asks nothing. */
function isNarrower(
  entries: readonly string[],
  than: readonly string[],
  isIn: (entry: string) => boolean,
): boolean {
  return than.length === 0 || (entries.length > 0 && entries.every(isIn));
}

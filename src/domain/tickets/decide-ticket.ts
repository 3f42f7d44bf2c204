import { type Catalogue, type ServiceLevel, serviceLevelTag } from "../catalogue/catalogue.ts";
import { groupIdOf } from "../catalogue/department.ts";
import { findDepartment, priorityFor } from "./match-ticket.ts";
import { isUnsolved, type Ticket, type TicketChange } from "./ticket.ts";

/**
 * What must be written so that the ticket is treated as `level` promises; undefined when nothing must. `groups`: the
 * ids of Zendesk's groups by their names in lower case; a department whose group is not there changes nothing.
 */
export function changeOfTicket(
  ticket: Ticket,
  level: ServiceLevel,
  catalogue: Catalogue,
  groups: ReadonlyMap<string, number>,
): TicketChange | undefined {
  if (!isUnsolved(ticket)) return undefined;
  const { addTags, removeTags } = changeOfTags(ticket, level, catalogue);
  const priority = ticket.priority === null ? priorityFor(ticket, level, catalogue) : undefined;
  const department = ticket.groupId === null ? findDepartment(ticket, level, catalogue) : undefined;
  const groupId = department && groupIdOf(department, groups);
  if (addTags.length + removeTags.length === 0 && priority === undefined && groupId === undefined) {
    return undefined;
  }
  return {
    addTags,
    removeTags,
    ...(priority === undefined ? {} : { priority }),
    ...(groupId === undefined ? {} : { groupId }),
  };
}

/** Whether the groups of Zendesk have to be known to decide about tickets. */
export function needsGroups(catalogue: Catalogue): boolean {
  return catalogue.departments.length > 0;
}

/** Only tags of levels in the catalogue are ours; others may begin with `los_` as well. */
function changeOfTags(
  ticket: Ticket,
  level: ServiceLevel,
  catalogue: Catalogue,
): Pick<TicketChange, "addTags" | "removeTags"> {
  const wanted = serviceLevelTag(level);
  const tags = new Set(ticket.tags.map((tag) => tag.toLowerCase()));
  return {
    addTags: tags.has(wanted) ? [] : [wanted],
    removeTags: catalogue.serviceLevels.map(serviceLevelTag).filter((tag) => tag !== wanted && tags.has(tag)),
  };
}

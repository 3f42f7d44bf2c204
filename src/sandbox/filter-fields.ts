import type { Account, OrganizationField } from "./account.ts";
import { anyValue, filterField, none, oneOf, operators } from "./filter-field.ts";
import type { FilterField, FilterOption } from "./filter-field.ts";
import { listOrganizationFields } from "./organization-fields.ts";
import { ticketChannels } from "./ticket-channels.ts";
import { brandId, formId } from "./ticket.ts";

/** What the conditions of SLA policies may name in this account, in the order of a recorded one. */
export function slaFilterFields(account: Account): readonly FilterField[] {
  const people = account.users.list().map(({ id, name }) => ({ value: id, title: name }));
  const organizations = account.organizations.list().map(({ id, name }) => ({ value: id, title: name }));
  const { is, equality, contained, time } = operators;
  return [
    ofTicket("brand_id", "Brand", equality, oneOf(titled([brandId, "Sandbox"]))),
    ofTicket("ticket_form_id", "Form", equality, oneOf(titled([formId, "Default"]))),
    ofTicket("ticket_type_id", "Type", equality, oneOf(ticketTypes)),
    ofTicket("group_id", "Group", equality, oneOf([none, ...groupsOf(account)])),
    ofTicket("assignee_id", "Assignee", equality, oneOf([none, requester, currentUser, ...people])),
    ofTicket("requester_id", "Requester", equality, oneOf([assignee, currentUser, ...people])),
    ofTicket("organization_id", "Organization", equality, oneOf([none, ...organizations])),
    ofTicket("current_tags", "Tags", contained, anyValue("text")),
    ofTicket("via_id", "Channel", equality, oneOf(titled(...ticketChannels))),
    ofTicket("current_via_id", "Update via", equality, oneOf(titled(...ticketChannels))),
    ofTicket("recipient", "Received at", is, anyValue("text")),
    ofTicket("ticket_is_public", "Privacy", is, oneOf(privacies)),
    ofTicket("exact_created_at", "Created", time, anyValue("datetime")),
    filterField("requester", ["requester_role", "Role"], equality, oneOf(roles)),
    ...listOrganizationFields(account)
      .filter(({ active }) => active)
      .map(ofOrganization),
  ];
}

/** Group SLA policies are told apart by group alone. */
export function groupSlaFilterFields(account: Account): readonly FilterField[] {
  return [ofTicket("group_id", "Group", operators.contained, oneOf(groupsOf(account)))];
}

function groupsOf(account: Account): readonly FilterOption[] {
  return account.groups.list().map(({ id, name }) => ({ value: id, title: name }));
}

function ofTicket(
  name: string,
  title: string,
  allowed: FilterField["operators"],
  values: FilterField["values"],
): FilterField {
  return filterField("ticket", [name, title], allowed, values);
}

function ofOrganization(field: OrganizationField): FilterField {
  const name = [`organization.custom_fields.${field.key}`, field.title] as const;
  const [allowed, values] = comparisonOf(field);
  return filterField("organization", name, allowed, values, String(field.id));
}

/** A dropdown is compared with the ids of its options, not with the tags they make. */
function comparisonOf({
  type,
  options,
}: OrganizationField): readonly [FilterField["operators"], FilterField["values"]] {
  switch (type) {
    case "dropdown":
      return [
        operators.equality,
        oneOf([none, ...options.map(({ id, name }) => ({ value: id, title: name }))]),
      ];
    case "checkbox":
      return [operators.is, oneOf(checks)];
    case "date":
      return [operators.date, anyValue("date")];
    case "integer":
    case "decimal":
      return [operators.number, anyValue("text")];
    default:
      return [operators.equality, anyValue("text")];
  }
}

const titled = (...list: readonly (readonly [string | number, string])[]): readonly FilterOption[] =>
  list.map(([value, title]) => ({ value, title }));

const ticketTypes = titled([0, "-"], [1, "Question"], [2, "Incident"], [3, "Problem"], [4, "Task"]);
const roles = titled([4, "(agent)"], [0, "(end-user)"], [2, "(admin)"]);
const checks = titled(["true", "Checked"], ["false", "Unchecked"]);
const privacies = titled(
  ["public", "Ticket has public comments"],
  ["private", "Ticket has no public comments"],
);
const [requester, assignee, currentUser] = [
  { value: "requester_id", title: "(requester)" },
  { value: "assignee_id", title: "(assignee)" },
  { value: "current_user", title: "(current user)" },
];

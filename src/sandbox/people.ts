import { agentId } from "./account.ts";
import type { Account, Organization } from "./account.ts";
import { createOrganization, updateOrganization } from "./organizations.ts";
import type { OrganizationChanges } from "./organizations.ts";
import { createPolicy, deletePolicy, reorderPolicies, updatePolicy } from "./policies.ts";
import type { PolicyChanges } from "./policies.ts";
import { slaPolicies } from "./policy-kinds.ts";
import type { Policy } from "./policy.ts";
import { recordNotFound } from "./refusal.ts";
import { createSchedule, updateSchedule } from "./schedules.ts";
import type { ScheduleEdit } from "./schedules.ts";
import type { Schedule } from "./schedule.ts";
import type { Ticket } from "./ticket.ts";
import { createTicket, updateTicket } from "./tickets.ts";
import type { NewTicket, TicketUpdate } from "./tickets.ts";

/** What people do in Zendesk's own pages: by the same rules (throws a `Refusal`), but not counted, recorded or struck. */
export type People = {
  createOrganization(changes: OrganizationChanges): Organization;
  editOrganization(id: number, changes: OrganizationChanges): Organization;
  deleteOrganization(id: number): void;
  createTicket(ticket: NewTicket): Ticket;
  editTicket(id: number, update: TicketUpdate): Ticket;
  deleteTicket(id: number): void;
  createPolicy(policy: PolicyChanges): Policy;
  editPolicy(id: number, changes: PolicyChanges): Policy;
  deletePolicy(id: number): void;
  /** All of them, in the order in which they are to be matched. */
  reorderPolicies(ids: readonly number[]): void;
  createSchedule(schedule: ScheduleEdit): Schedule;
  editSchedule(id: number, edit: ScheduleEdit): Schedule;
  deleteSchedule(id: number): void;
};

export function peopleOf(account: Account): People {
  const { organizations, tickets, policies, schedules } = account;
  const kind = slaPolicies(account);
  const byPeople = <Result>(action: () => Result): Result => account.as(agentId, action);
  return {
    createOrganization: (changes) => byPeople(() => createOrganization(account, changes)),
    editOrganization: (id, changes) =>
      byPeople(() => updateOrganization(account, existing(organizations.get(id)), changes)),
    deleteOrganization: (id) => byPeople(() => organizations.remove(existing(organizations.get(id)).id)),
    createTicket: (ticket) => byPeople(() => createTicket(account, ticket)),
    editTicket: (id, update) => byPeople(() => updateTicket(account, existing(tickets.get(id)), update)),
    deleteTicket: (id) => byPeople(() => tickets.remove(existing(tickets.get(id)).id)),
    createPolicy: (policy) => byPeople(() => createPolicy(kind, policy)),
    editPolicy: (id, changes) => byPeople(() => updatePolicy(kind, existing(policies.get(id)), changes)),
    deletePolicy: (id) => byPeople(() => deletePolicy(kind, existing(policies.get(id)))),
    reorderPolicies: (ids) => byPeople(() => reorderPolicies(kind, ids.map(String))),
    createSchedule: (schedule) => byPeople(() => createSchedule(account, schedule)),
    editSchedule: (id, edit) => byPeople(() => updateSchedule(account, existing(schedules.get(id)), edit)),
    deleteSchedule: (id) => byPeople(() => schedules.remove(existing(schedules.get(id)).id)),
  };
}

function existing<Row>(row: Row | undefined): Row {
  if (row === undefined) throw recordNotFound();
  return row;
}

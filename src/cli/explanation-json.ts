import type { LevelException } from "../domain/catalogue/exceptions-of.ts";
import type { LevelChoice, PolicyPromise } from "../domain/explain/explain-level.ts";
import type { Clock } from "../domain/explain/explain-targets.ts";
import type { TicketExplanation } from "../domain/explain/explain-ticket.ts";
import type { Ticket } from "../domain/tickets/ticket.ts";
import type { Wait } from "../domain/catalogue/wait.ts";

/** Why a ticket has its targets, for programs: names in place of what the catalogue says under them. */
export function ticketExplanationJson({ id }: Ticket, explanation: TicketExplanation): object {
  const { choice, priority, department, policy, targets } = explanation;
  return {
    ticket: id,
    choice: choiceJson(choice),
    priority,
    department: { ...department, department: department.department?.name ?? null },
    policy: {
      exception: policy.exception?.name ?? null,
      tried: policy.tried.map((one) => ({ ...exceptionJson(one), applies: one.applies })),
    },
    targets: targets.map(({ metric, wait, clock }) => ({ metric, ...waitJson(wait), ...clockJson(clock) })),
  };
}

/** What a client is promised, for programs. */
export function clientExplanationJson(
  client: string,
  choice: LevelChoice,
  promises: readonly PolicyPromise[],
): object {
  return {
    client,
    choice: choiceJson(choice),
    promises: promises.map(({ exception, targets }) => ({
      exception: exception ? exceptionJson(exception) : null,
      targets: targets.map(({ metric, priority, wait }) => ({ metric, priority, ...waitJson(wait) })),
    })),
  };
}

function choiceJson({ level: { name, slug }, because }: LevelChoice): object {
  return { level: { name, slug }, because };
}

function exceptionJson({ department, exception }: LevelException): object {
  return { department: department.name, exception: exception.name };
}

/** `schedule` null: around the clock. */
function waitJson({ minutes, schedule }: Wait): object {
  return { minutes, schedule: schedule?.name ?? null };
}

function clockJson(clock: Clock): object {
  if (clock.kind === "by-events") return { counts: clock.counts };
  return { dueAt: clock.dueAt?.toUTC().toISO() ?? null, leftMs: clock.leftMs ?? null };
}

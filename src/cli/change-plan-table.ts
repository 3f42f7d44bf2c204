import type { FieldChange } from "../domain/clients/change-of-client.ts";
import { counted } from "../domain/counted.ts";
import type { ChangePlan, PlannedClient } from "./change-plan.ts";
import { csv } from "./csv.ts";
import { duration } from "./duration.ts";
import { secondOf } from "./second-of.ts";

/** So many lines are shown; JSON and CSV have all of them. */
const shownAtMost = 100;

/** A change set for a person who has to agree to it. */
export function changePlanTable({ effectiveAt, rows, counts, estimate }: ChangePlan): string {
  const lines = rows.flatMap(linesOf);
  const { changed, unchanged, problems, tickets, breaching } = counts;
  const { calls, callsPerMinute, ms } = estimate;
  return [
    ...lines.slice(0, shownAtMost),
    ...(lines.length > shownAtMost ? [`… and ${counted(lines.length - shownAtMost, "line")} more`] : []),
    `${counted(changed, "client")} would change, ${unchanged.toLocaleString("en-US")} are so already, ` +
      `${counted(problems, "problem")}, ${counted(counts.badRows, "bad row")}`,
    ...(calls === 0
      ? []
      : [
          `${counted(tickets, "ticket")} to re-tag, as far as we know them; about ${counted(calls, "call")}, which takes ` +
            `about ${duration(ms)} (${callsPerMinute} calls a minute: our share for bulk work, on the smallest plan)`,
        ]),
    ...(breaching === 0
      ? []
      : [
          `! ${counted(breaching, "ticket")} would be in breach at once by the targets of the new service level`,
        ]),
    ...(effectiveAt === null
      ? []
      : [`It takes effect at ${secondOf(effectiveAt)}, and is compared with how Zendesk is now.`]),
  ].join("\n");
}

/** A line for each field of each client, for a spreadsheet. */
export function changePlanCsv({ rows }: ChangePlan): string {
  const header = ["client_id", "name", "status", "field", "old", "new", "tickets", "breaching", "problem"];
  const lines = rows.flatMap((row) => {
    const { clientId, name, kind, fields, problem } = row;
    const cells = fields.length > 0 ? fields : [{ field: "", before: "", after: "" }];
    return cells.map(({ field, before, after }, index) => {
      const counts = index === cells.length - 1 ? [row.tickets, row.breaching] : ["", ""];
      return [clientId, name, kind, field, before, after, ...counts, problem?.message ?? ""];
    });
  });
  return csv([header, ...lines]);
}

function linesOf({ clientId, name, kind, fields, problem, tickets, breaching }: PlannedClient): string[] {
  const whose = name === null ? clientId : `${clientId} "${name}"`;
  const changes = fields.map(fieldText);
  if (kind === "changes" && fields.length === 0) changes.push("is so in Zendesk already; it is recorded");
  const last = changes.pop();
  const inBreach = breaching === 0 ? "" : `, ${breaching} in breach`;
  const affected = tickets === 0 ? "" : `  (${counted(tickets, "ticket")}${inBreach})`;
  return [
    ...changes,
    ...(last === undefined ? [] : [`${last}${affected}`]),
    ...(problem ? [problem.message] : []),
  ].map((words) => `${whose}  ${words}`);
}

function fieldText({ field, before, after }: FieldChange): string {
  return `${field}: ${before ?? "(nothing)"} → ${after ?? "(nothing)"}`;
}

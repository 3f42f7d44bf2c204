import type { ChangeProblem } from "../domain/clients/change-of-client.ts";
import { secondOf } from "./second-of.ts";

/** Why a change set would not move a client, or not yet. */
export function changeProblemText(clientId: string, problem: ChangeProblem): string {
  switch (problem.cause) {
    case "unknown":
      return "is not known yet: it takes effect when the client's notification comes";
    case "stale": {
      const { field, value, occurredAt } = problem.newer;
      const held = value === null ? "cleared" : `"${String(value)}"`;
      return `${field} is ${held} by what was said for ${secondOf(occurredAt)}, which is newer`;
    }
    case "missing":
      return "no organization has its id: one would be found by its link or name, or created";
    case "edited": {
      const edits = problem.edits.map(
        ({ field, before, after }) => `${field} is ${before ?? "unset"}, not ${after}`,
      );
      return `was edited in Zendesk, ${edits.join(", ")}: los clients reconcile --client ${clientId} compares it`;
    }
    case "catalogue":
      return problem.why;
  }
}

import type { ToDo } from "../domain/clients/what-to-do.ts";
import { cancel, done, type Outcome, snooze } from "./outcome.ts";

/** How the job of a client ends about which Zendesk need not be asked now. */
export function endWithoutLooking(toDo: Exclude<ToDo, { kind: "look" }>): Outcome {
  switch (toDo.kind) {
    case "nothing":
      return done;
    case "problem":
      return cancel("catalogue", toDo.problem);
    case "gathering":
      return snooze(toDo.until, "gathering");
  }
}

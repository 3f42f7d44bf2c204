import { userInfo } from "node:os";

/** Who acts by a command: whoever may read the configuration may do anything, so the name is for the history. */
export function commandOperator(): string {
  return `cli:${userInfo().username}`;
}

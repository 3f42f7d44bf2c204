import { AccessLost, BadAnswer, Rejected } from "../jobs/refusals.ts";
import { inWords } from "./in-words.ts";

/** Why Zendesk did not do it, with what was asked and what it answered. */
export function refusalText(err: unknown): string {
  if (!(err instanceof Rejected || err instanceof AccessLost || err instanceof BadAnswer))
    return inWords(err);
  const { method, path, request, answer } = err.exchange;
  return [
    err.message,
    `  asked     ${method} ${path}${request === undefined ? "" : ` ${JSON.stringify(request)}`}`,
    `  answered  ${JSON.stringify(answer)}`,
  ].join("\n");
}

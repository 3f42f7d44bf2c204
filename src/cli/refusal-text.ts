import { AccessLost, BadAnswer, Rejected } from "../jobs/refusals.ts";

/** Why Zendesk did not do it, with what was asked and what it answered. */
export function refusalText(err: unknown): string {
  if (!(err instanceof Error)) return String(err);
  if (!(err instanceof Rejected || err instanceof AccessLost || err instanceof BadAnswer)) {
    return err.cause instanceof Error ? `${err.message}: ${err.cause.message}` : err.message;
  }
  const { method, path, request, answer } = err.exchange;
  return [
    err.message,
    `  asked     ${method} ${path}${request === undefined ? "" : ` ${JSON.stringify(request)}`}`,
    `  answered  ${JSON.stringify(answer)}`,
  ].join("\n");
}

import { recorded } from "../sandbox/recorded.ts";

type Attempt = {
  readonly request: {
    readonly headers: readonly { readonly key: string; readonly value: string }[];
    readonly payload: string;
  };
};

/** What Zendesk once sent to a webhook: the deletion of a user. The secret was not recorded. */
export function recordedAttempt(): { headers: Record<string, string>; payload: string } {
  const { response } = recorded("webhook_invocations_and_attempts_with_event_payload").at(-1)!;
  const { attempts } = response.body as { readonly attempts: readonly [Attempt] };
  const { headers, payload } = attempts[0].request;
  return {
    headers: Object.fromEntries(headers.map(({ key, value }) => [key.toLowerCase(), value])),
    payload,
  };
}

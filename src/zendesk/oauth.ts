import { z } from "zod";

import type { EndedCall } from "../jobs/figures.ts";
import { AccessLost, BadAnswer, Rejected, Unreachable } from "../jobs/refusals.ts";
import type { Authorization } from "./authorization.ts";
import { call, startDeadline } from "./call.ts";
import { exchangeOf, refusalIn } from "./refusal.ts";

/** A token is renewed when this share of its life is over, so that none runs out during a call. */
const usedShare = 0.9;

/** When Zendesk does not say how long a token lives; clients made since April 2026 have 30 minutes (seconds). */
const defaultLifetimeSeconds = 1800;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().nullish(),
});

type Token = { readonly header: string; readonly renewAt: number };

export type OauthOptions = {
  readonly url: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly deadlineMs: number;
  /** Milliseconds, from any origin; never goes back. */
  readonly clock: () => number;
  /** Told of every call for a token, when it is over. */
  readonly onCall?: ((call: EndedCall) => void) | undefined;
};

/**
 * OAuth `client_credentials`: fetches a token when one is needed, renews it before it runs out, and once when it
 * is refused. Calls that need a token at the same moment share one request.
 */
export function oauthAuthorization({
  url,
  clientId,
  clientSecret,
  deadlineMs,
  clock,
  onCall: onEnd,
}: OauthOptions): Authorization {
  let token: Token | undefined;
  let fetching: Promise<Token> | undefined;

  async function fetchToken(): Promise<Token> {
    const asked = { grant_type: "client_credentials", client_id: clientId, scope: "read write" };
    const body = JSON.stringify({ ...asked, client_secret: clientSecret });
    const deadline = startDeadline(deadlineMs);
    const tokens = new URL("/oauth/tokens", url);
    const heard = await call({ url: tokens, method: "POST", body, deadline, onEnd });
    const answer = { ...heard, request: asked };
    const refusal = refusalIn(answer);
    if (refusal instanceof Rejected || refusal instanceof AccessLost) {
      const words = `zendesk gives no token to OAuth client "${clientId}": ${refusal.message}`;
      throw new AccessLost(words, answer.status, exchangeOf(answer));
    }
    // Never the fault of the job that happens to need a token: it must not use up its attempts.
    if (refusal instanceof BadAnswer) throw new Unreachable(refusal.message, refusal.code);
    if (refusal) throw refusal;
    const parsed = tokenAnswer.safeParse(answer.json);
    if (!parsed.success) {
      const words = `zendesk answered ${answer.status} to POST ${answer.path} without a token`;
      throw new Unreachable(words, "zendesk-bad-answer");
    }
    const lifetimeSeconds = parsed.data.expires_in ?? defaultLifetimeSeconds;
    return {
      header: `Bearer ${parsed.data.access_token}`,
      renewAt: clock() + lifetimeSeconds * 1000 * usedShare,
    };
  }

  return {
    async header() {
      if (token && clock() < token.renewAt) return token.header;
      fetching ??= fetchToken().finally(() => {
        fetching = undefined;
      });
      token = await fetching;
      return token.header;
    },
    renew(refused) {
      if (token?.header === refused) token = undefined;
      return true;
    },
  };
}

import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AccessTokens } from "./access-tokens.ts";
import type { Credentials } from "./credentials.ts";
import { Refusal } from "./refusal.ts";

export type OauthOptions = {
  readonly credentials: Credentials;
  readonly tokens: AccessTokens;
  readonly tokenLifetimeSeconds: number;
};

const tokenRequest = z.object({
  grant_type: z.exactOptional(z.string()),
  client_id: z.exactOptional(z.string()),
  client_secret: z.exactOptional(z.string()),
  scope: z.string().default("read write"),
  expires_in: z.exactOptional(z.coerce.number().int().min(300).max(172_800)),
});

/** POST /oauth/tokens for the client credentials grant (Zendesk API reference, OAuth Tokens for Grant Types). */
export function serveOauth(scope: FastifyInstance, options: OauthOptions): void {
  const { credentials, tokens, tokenLifetimeSeconds } = options;
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(text.toString()))),
  );

  scope.post("/oauth/tokens", (request, reply) => {
    const { success, data } = tokenRequest.safeParse(request.body);
    if (!success) throw refusals.invalidRequest();
    if (data.grant_type !== "client_credentials") throw refusals.unsupportedGrantType();
    if (data.client_id !== credentials.clientId || data.client_secret !== credentials.clientSecret) {
      throw refusals.invalidClient();
    }
    const lifetimeSeconds = data.expires_in ?? tokenLifetimeSeconds;
    void reply.header("cache-control", "no-store");
    return {
      access_token: tokens.issue(data.scope.split(" "), lifetimeSeconds),
      token_type: "bearer",
      scope: data.scope,
      expires_in: lifetimeSeconds,
    };
  });
}

/** The sentences are those of the Ruby library rack-oauth2, as is the one that Zendesk says of an expired token. */
const refusals = {
  invalidRequest: () =>
    new Refusal(400, {
      error: "invalid_request",
      error_description:
        "The request is missing a required parameter, includes an unsupported parameter or parameter value, repeats a parameter, includes multiple credentials, utilizes more than one mechanism for authenticating the client, or is otherwise malformed.",
    }),
  unsupportedGrantType: () =>
    new Refusal(400, {
      error: "unsupported_grant_type",
      error_description:
        "The access grant included - its type or another attribute - is not supported by the authorization server.",
    }),
  invalidClient: () =>
    new Refusal(401, {
      error: "invalid_client",
      error_description:
        "The client identifier provided is invalid, the client failed to authenticate, the client did not include its credentials, provided multiple client credentials, or used unsupported credentials type.",
    }),
};

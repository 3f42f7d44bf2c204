import type { FastifyRequest } from "fastify";
import type { AccessTokens } from "./access-tokens.ts";
import type { Credentials } from "./credentials.ts";
import { forbidden, invalidToken, notAuthenticated } from "./refusal.ts";

/** Who is calling: the account's user, or nobody in particular. Throws for a token that is not good. */
export type Caller = "user" | "anonymous";

export function callerOf(request: FastifyRequest, credentials: Credentials, tokens: AccessTokens): Caller {
  const [scheme = "", secret = ""] = (request.headers.authorization ?? "").split(" ");
  switch (scheme.toLowerCase()) {
    case "bearer":
      return bearer(request, secret, tokens);
    case "basic":
      return basic(Buffer.from(secret, "base64").toString(), credentials);
    default:
      return "anonymous";
  }
}

/** A token is issued for any scope, known or not; what it may do is seen when it is used. */
function bearer(request: FastifyRequest, secret: string, tokens: AccessTokens): Caller {
  const token = tokens.find(secret);
  if (!token) throw invalidToken();
  const [resource = ""] = request.url.replace("/api/v2/", "").split(/[/?]/);
  const access = request.method === "GET" ? "read" : "write";
  if (![access, `${resource}:${access}`].some((scope) => token.scopes.includes(scope))) throw forbidden();
  return "user";
}

/** `{email}/token:{api token}`. A password, which the sandbox does not have, makes an anonymous user, as at Zendesk. */
function basic(pair: string, { email, apiToken }: Credentials): Caller {
  const colon = pair.indexOf(":");
  const [user, secret] = [pair.slice(0, colon), pair.slice(colon + 1)];
  if (!user.endsWith("/token")) return "anonymous";
  if (user !== `${email}/token` || secret !== apiToken) throw notAuthenticated();
  return "user";
}

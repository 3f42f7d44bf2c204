import zendesk, { type ZendeskClient } from "node-zendesk";
import type { Logger } from "pino";

import type { EndedCall } from "../jobs/figures.ts";
import { apiTokenAuthorization, type Authorization } from "./authorization.ts";
import type { Budget } from "./budget.ts";
import { oauthAuthorization } from "./oauth.ts";
import { createTransport } from "./transport.ts";

export type { ZendeskClient };

export type Credentials =
  | { readonly kind: "oauth"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "api-token"; readonly email: string; readonly token: string };

export type ZendeskOptions = {
  readonly url: string;
  readonly credentials: Credentials;
  readonly log: Logger;
  readonly budget: Budget;
  /** How long a call may take. Zendesk answers in well under a second; a worker's lease is longer than this. */
  readonly deadlineMs?: number;
  /** Told of every call, when it is over. */
  readonly onCall?: ((call: EndedCall) => void) | undefined;
};

/** node-zendesk on our own transport: what it calls, how it authorizes and what it throws is decided there. */
export function createZendesk({
  url,
  credentials,
  log,
  budget,
  deadlineMs = 8000,
  onCall,
}: ZendeskOptions): ZendeskClient {
  const base = new URL(url);
  return zendesk.createClient({
    endpointUri: new URL("/api/v2", base).href,
    // node-zendesk insists on credentials; the transport replaces the header it makes of them.
    username: "los-sync",
    token: "set-by-transport",
    throwOriginalException: true,
    transportConfig: createTransport({
      url: base,
      authorization: authorizationFor(base, credentials, deadlineMs, onCall),
      budget,
      deadlineMs,
      onWarning: (warning, path) => log.warn({ warning, path }, "zendesk.ignored"),
      onCall,
    }),
  });
}

function authorizationFor(
  url: URL,
  credentials: Credentials,
  deadlineMs: number,
  onCall: ZendeskOptions["onCall"],
): Authorization {
  switch (credentials.kind) {
    case "oauth":
      return oauthAuthorization({ ...credentials, url, deadlineMs, clock: () => performance.now(), onCall });
    case "api-token":
      return apiTokenAuthorization(credentials.email, credentials.token);
  }
}

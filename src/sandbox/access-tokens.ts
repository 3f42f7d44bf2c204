import { createHash } from "node:crypto";

type AccessToken = { readonly scopes: readonly string[]; readonly expiresAt: Date };

/** The OAuth access tokens of the account: issued, known until they expire, revoked all at once. */
export type AccessTokens = {
  issue(scopes: readonly string[], lifetimeSeconds: number): string;
  find(token: string): AccessToken | undefined;
  revokeAll(): void;
};

export function createAccessTokens(now: () => Date, seed: number): AccessTokens {
  const tokens = new Map<string, AccessToken>();
  let issued = 0;
  return {
    issue(scopes, lifetimeSeconds) {
      issued += 1;
      const token = createHash("sha256").update(`sandbox ${seed} token ${issued}`).digest("hex");
      tokens.set(token, { scopes, expiresAt: new Date(now().getTime() + lifetimeSeconds * 1000) });
      return token;
    },
    find(token) {
      const found = tokens.get(token);
      return found && found.expiresAt > now() ? found : undefined;
    },
    revokeAll: () => tokens.clear(),
  };
}

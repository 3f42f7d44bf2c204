/** How we show Zendesk who we are. */
export interface Authorization {
  /** The value of the Authorization header. */
  header(): Promise<string>;
  /** `refused` no longer works. Answers whether another header can be had, so that trying once more makes sense. */
  renew(refused: string): boolean;
}

/**
 * The legacy way: an API token of an agent. Zendesk stops all of them on 30 April 2027 ("Announcing the removal of
 * API tokens").
 */
export function apiTokenAuthorization(email: string, token: string): Authorization {
  const header = `Basic ${Buffer.from(`${email}/token:${token}`).toString("base64")}`;
  return { header: async () => header, renew: () => false };
}

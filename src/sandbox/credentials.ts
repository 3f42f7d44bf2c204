export type Credentials = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly email: string;
  readonly apiToken: string;
};

/** What a sandbox that was told nothing else accepts: an OAuth client, and a user with an API token. */
export const defaultCredentials: Credentials = {
  clientId: "los_sync",
  clientSecret: "sandbox-client-secret",
  email: "admin@sandbox.example",
  apiToken: "sandbox-api-token",
};

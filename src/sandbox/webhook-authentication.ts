import { z } from "zod";

/** How a webhook shows its endpoint who it is, besides its signature. */
export const webhookAuthentication = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("basic_auth"),
    data: z.object({ username: z.string(), password: z.string() }),
    add_position: z.literal("header"),
  }),
  z.object({
    type: z.literal("bearer_token"),
    data: z.object({ token: z.string() }),
    add_position: z.literal("header"),
  }),
  z.object({
    type: z.literal("api_key"),
    data: z.object({ name: z.string(), value: z.string() }),
    add_position: z.literal("header"),
  }),
]);
export type WebhookAuthentication = z.infer<typeof webhookAuthentication>;

/** Nothing secret is ever shown; of basic authentication, the user is. */
export function presentAuthentication(authentication: WebhookAuthentication): object {
  const { type, add_position } = authentication;
  return type === "basic_auth"
    ? { type, data: { username: authentication.data.username }, add_position }
    : { type, add_position };
}

export function authenticationHeaders(
  authentication: WebhookAuthentication | undefined,
): Readonly<Record<string, string>> {
  switch (authentication?.type) {
    case "basic_auth": {
      const { username, password } = authentication.data;
      return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
    }
    case "bearer_token":
      return { Authorization: `Bearer ${authentication.data.token}` };
    case "api_key":
      return { [authentication.data.name]: authentication.data.value };
    case undefined:
      return {};
  }
}

import type { FastifyInstance, FastifyRequest } from "fastify";
import { apiUserId } from "./account.ts";
import type { Account, User } from "./account.ts";
import type { Caller } from "./authentication.ts";
import { originOf } from "./request-parts.ts";

/** GET /api/v2/users/me: 200 for anyone, so a health check must look at the id (Zendesk API reference, Users). */
export function serveCurrentUser(
  api: FastifyInstance,
  account: Account,
  callerOf: (request: FastifyRequest) => Caller,
): void {
  api.get("/users/me", (request) => {
    const admin = account.users.get(apiUserId);
    return callerOf(request) === "user" && admin
      ? { user: presentUser(admin, originOf(request)) }
      : { user: anonymous };
  });
}

function presentUser(user: User, origin: string): object {
  return {
    url: `${origin}/api/v2/users/${user.id}.json`,
    ...user,
    time_zone: "UTC",
    locale: "en-US",
    organization_id: null,
    verified: true,
    active: true,
    tags: [],
  };
}

const anonymous = {
  url: null,
  id: null,
  name: "Anonymous user",
  email: "invalid@example.com",
  created_at: null,
  updated_at: null,
  role: "end-user",
  organization_id: null,
  verified: false,
  active: false,
  tags: [],
};

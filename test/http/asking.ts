import type { LightMyRequestResponse as Response } from "fastify";

import type { Endpoint } from "../../src/http/endpoint.ts";
import type { Role } from "../../src/operations/operator.ts";
import { fakeOperations } from "../support/fake-operations.ts";
import {
  aChangeSet,
  aClient,
  aCondition,
  aConflict,
  aHappening,
  aJob,
  aRetry,
} from "../support/operations-world.ts";
import { operators, tokens } from "../support/operators.ts";
import { type AppUnderTest, startApp } from "./app-under-test.ts";

export type Asking = {
  readonly as?: Role;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects go as JSON. */
  readonly body?: object | string;
};

/** Asks the operations API: GET without a body, POST with one. */
export async function ask(
  { app }: AppUnderTest,
  url: string,
  { as = "admin", headers = {}, body }: Asking = {},
): Promise<Response> {
  return await app.inject({
    method: body === undefined ? "GET" : "POST",
    url,
    headers: {
      authorization: `Bearer ${tokens[as]}`,
      ...(typeof body === "object" && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { payload: typeof body === "object" ? JSON.stringify(body) : body }),
  });
}

/** The app with an operator of each role; unless told otherwise there is one of everything. */
export async function startOperations(
  operations: ReturnType<typeof fakeOperations> = oneOfEverything(),
): Promise<AppUnderTest> {
  return await startApp({ operations, operators });
}

/** A world in which there is one of everything. */
export function oneOfEverything() {
  const operations = fakeOperations({
    jobs: [aJob()],
    conflicts: [aConflict],
    clients: [aClient],
    happenings: [aHappening],
    conditions: [aCondition],
  });
  const retry = aRetry({
    filter: { cause: "name-taken", since: new Date("2026-11-20T00:00:00Z"), ids: ["7"] },
  });
  return {
    ...operations,
    jobs: {
      ...operations.jobs,
      listRetries: async () => [retry],
      findRetry: async () => retry,
      stopRetry: async () => retry,
    },
  };
}

const bodies: Readonly<Record<string, object>> = {
  "/api/jobs/:id/retry": { reason: "mended" },
  "/api/jobs/:id/discard": { reason: "nobody needs it" },
  "/api/jobs/retry": { filter: { cause: "zendesk-422:name" } },
  "/api/retries/:id/stop": {},
  "/api/clients/:clientId/forget": { reason: "asked to", confirm: aClient.id },
  "/api/conflicts/:id/resolve": { decision: "adopt", reason: "it is theirs" },
  "/api/change-sets/:id/cancel": { reason: "too early" },
  "/api/notifications/mute": { name: aCondition.name, until: "2026-12-01T00:00:00Z", reason: "known" },
  "/api/notifications/unmute": { name: aCondition.name },
};

/** The address of the one that is there, and for a POST a body that fits. */
export function exampleOf({ method, path }: Endpoint): { readonly url: string; readonly body?: object } {
  const id = path.startsWith("/api/change-sets")
    ? aChangeSet.id
    : path.startsWith("/api/conflicts")
      ? aConflict.id
      : path.startsWith("/api/retries")
        ? "1"
        : aJob().id;
  const url = path.replace(":id", id).replace(":clientId", aClient.id).replace(":ticketId", "35436");
  const body = bodies[path];
  if (method === "POST" && !body) throw new Error(`there is no example of a body for ${path}`);
  return { url, ...(body && { body }) };
}

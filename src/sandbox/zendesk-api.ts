import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { AccessTokens } from "./access-tokens.ts";
import type { Account } from "./account.ts";
import { answerRefusals } from "./answer-refusals.ts";
import { callerOf } from "./authentication.ts";
import type { CallLog } from "./calls.ts";
import type { Credentials } from "./credentials.ts";
import { serveCurrentUser } from "./current-user.ts";
import type { Faults } from "./faults.ts";
import { serveGroups } from "./group-routes.ts";
import { serveHolidays } from "./holiday-routes.ts";
import { serveIncrementalExports } from "./incremental-routes.ts";
import { serveIncrementalTickets } from "./incremental-ticket-routes.ts";
import { serveJobs } from "./job-routes.ts";
import type { Jobs } from "./jobs.ts";
import { misbehave } from "./misbehave.ts";
import { serveOauth } from "./oauth.ts";
import { serveOrganizationBulk } from "./organization-bulk-routes.ts";
import { serveOrganizationFields } from "./organization-field-routes.ts";
import { serveOrganizations } from "./organization-routes.ts";
import { updateOrganization } from "./organizations.ts";
import { groupSlaPolicies, slaPolicies } from "./policy-kinds.ts";
import { servePolicies } from "./policy-routes.ts";
import type { RateLimits } from "./rate-limits.ts";
import { readBodies } from "./read-bodies.ts";
import { recordCalls } from "./record-calls.ts";
import { invalidEndpoint, notAuthenticated } from "./refusal.ts";
import { serveSchedules } from "./schedule-routes.ts";
import { serveTags } from "./tag-routes.ts";
import { serveTicketBulk } from "./ticket-bulk-routes.ts";
import { serveTickets } from "./ticket-routes.ts";
import { updateTicket } from "./tickets.ts";
import { serveWebhooks } from "./webhook-routes.ts";

export type ZendeskApi = {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly tokens: AccessTokens;
  readonly limits: RateLimits;
  readonly faults: Faults;
  readonly jobs: Jobs;
  readonly jobUrlOrigin: string | undefined;
  readonly log: CallLog;
  readonly now: () => Date;
  readonly minuteMs: number;
  readonly tokenLifetimeSeconds: number;
  readonly requestsPerMinute: number;
  readonly latencyMs: number;
  readonly singleUpdateTags: boolean;
  readonly groupSlas: boolean;
};

/** All that Zendesk itself answers: the token endpoint, and the resources under /api/v2. */
export function serveZendeskApi(scope: FastifyInstance, zendesk: ZendeskApi): void {
  readBodies(scope);
  answerRefusals(scope, zendesk.log);
  recordCalls(scope, zendesk.log, zendesk.account);
  misbehave(scope, zendesk);

  serveOauth(scope, zendesk);
  scope.register(
    (api, _options, done) => {
      admit(api, zendesk);
      tagAnswers(api);
      serveResources(api, zendesk);
      api.all("/*", () => {
        throw invalidEndpoint();
      });
      done();
    },
    { prefix: "/api/v2" },
  );
}

function serveResources(api: FastifyInstance, zendesk: ZendeskApi): void {
  const { account, credentials, tokens, limits, jobs, jobUrlOrigin } = zendesk;
  serveCurrentUser(api, account, (request) => callerOf(request, credentials, tokens));
  serveOrganizations(api, account, limits);
  serveOrganizationBulk(api, zendesk);
  serveTags(api, {
    path: "organizations",
    find: (id) => account.organizations.get(id),
    retag: (organization, tags) => updateOrganization(account, organization, { tags }),
    countPut: () => undefined,
  });
  serveOrganizationFields(api, account);
  serveJobs(api, jobs, jobUrlOrigin);
  serveTickets(api, zendesk);
  serveTicketBulk(api, zendesk);
  serveTags(api, {
    path: "tickets",
    find: (id) => account.tickets.get(id),
    retag: (ticket, tags) => updateTicket(account, ticket, { tags }),
    countPut(id, reply) {
      limits.takeTicketsUpdate();
      void reply.headers(limits.ticketsUpdateHeaders());
      limits.takeTicketUpdate(id);
    },
  });
  serveGroups(api, account);
  servePolicies(api, slaPolicies(account));
  if (zendesk.groupSlas) servePolicies(api, groupSlaPolicies(account));
  serveSchedules(api, account);
  serveHolidays(api, account);
  serveWebhooks(api, zendesk);
  serveIncrementalExports(api, zendesk);
  serveIncrementalTickets(api, zendesk);
}

/** Whoever calls is known and within the account's allowance. */
function admit(api: FastifyInstance, { credentials, tokens, limits }: ZendeskApi): void {
  api.addHook("onRequest", (_request, _reply, done) => {
    limits.countCall();
    done();
  });
  api.addHook("preHandler", async (request, reply) => {
    void reply.headers({ "x-zendesk-api-version": "v2", "x-request-id": request.id });
    const isOpenToAll = request.url.startsWith("/api/v2/users/me");
    if (callerOf(request, credentials, tokens) === "anonymous" && !isOpenToAll) throw notAuthenticated();
    limits.takeRequest();
    void reply.headers(limits.headers());
  });
}

function tagAnswers(api: FastifyInstance): void {
  api.addHook("onSend", (_request, reply, payload, done) => {
    if (reply.statusCode < 300 && typeof payload === "string" && reply.hasHeader("x-zendesk-api-version")) {
      const etag = createHash("md5").update(payload).digest("hex");
      void reply.headers({ "cache-control": "max-age=0, private, must-revalidate", etag: `W/"${etag}"` });
    }
    done(null, payload);
  });
}

import { fastify } from "fastify";
import { createAccessTokens } from "./access-tokens.ts";
import { createAccount } from "./account.ts";
import { createCallLog } from "./calls.ts";
import { serveControl } from "./control.ts";
import { defaultCredentials } from "./credentials.ts";
import { createFaults } from "./faults.ts";
import { createJobFaults } from "./job-faults.ts";
import { createJobs } from "./jobs.ts";
import type { JobOptions } from "./jobs.ts";
import { eventWebhooks } from "./managed-webhooks.ts";
import { peopleOf } from "./people.ts";
import { createRateLimits } from "./rate-limits.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { seedAccount } from "./seed-account.ts";
import { seededRandom } from "./seeded-random.ts";
import { createWebhooks } from "./webhooks.ts";
import { serveZendeskApi } from "./zendesk-api.ts";

/** Recorded jobs of one to a hundred rows took two to ten seconds. */
const defaultJobs: JobOptions & { readonly urlOrigin?: string } = {
  startDelayMs: 2000,
  rowsPerSecond: 25,
  maxInFlight: 30,
  ttlMs: 24 * 60 * 60 * 1000,
};

/** Starts an emulator of one Zendesk account, in memory, for demos and tests. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    host = "127.0.0.1",
    port = 0,
    requestsPerMinute = 700,
    organizationUpdatesPerMinute = 5,
    ticketUpdatesPerMinute = 100,
    incrementalExportsPerMinute = 10,
    minuteMs = 60_000,
    credentials = defaultCredentials,
    tokenLifetimeSeconds = 1800,
    latencyMs = 0,
    keptCalls = 20_000,
    now = () => new Date(),
    seed = 1,
  } = options;

  const account = createAccount(now);
  const tokens = createAccessTokens(now, seed);
  const limits = createRateLimits({
    now,
    minuteMs,
    requestsPerMinute,
    organizationUpdatesPerMinute,
    ticketUpdatesPerMinute,
    incrementalExportsPerMinute,
  });
  const log = createCallLog(now, keptCalls);
  const faults = createFaults(() => seededRandom(seed));
  const jobFaults = createJobFaults(() => seededRandom(seed));
  const { urlOrigin: jobUrlOrigin, ...jobOptions } = { ...defaultJobs, ...options.jobs };
  const jobs = createJobs(jobOptions, { now, minuteMs, seed, faults: jobFaults, limits });
  const webhooks = createWebhooks({
    now,
    minuteMs,
    seed,
    keptDeliveries: keptCalls,
    fields: () => account.organizationFields.list(),
    managed: () => eventWebhooks(account),
  });
  account.changes.listen((change) => webhooks.hear(change));

  function reset(): void {
    jobs.clear();
    webhooks.clear();
    account.clear();
    seedAccount(account, {
      email: credentials.email,
      fields: options.seedFields ?? true,
      organizations: options.organizations ?? [],
      groups: options.groups ?? [{ name: "Support" }],
      tickets: options.tickets ?? [],
      policies: options.policies ?? [],
      schedules: options.schedules ?? [],
    });
    limits.clear();
    log.clear();
    faults.tell(options.faults ?? []);
    jobFaults.tell(options.jobFaults ?? []);
    webhooks.tell(options.webhooks ?? []);
    webhooks.tellFaults(options.webhookFaults ?? {});
  }

  let requests = 0;
  const server = fastify({
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    genReqId: () => `${(requests += 1).toString(16).padStart(16, "0")}-SBX`,
    /** Every path of the API also answers with the suffix `.json`. */
    rewriteUrl: ({ url = "/" }) => url.replace(/^(\/api\/v2\/[^?]*)\.json(?=\?|$)/, "$1"),
  });

  let url = "";
  const sandbox: Sandbox = {
    ...peopleOf(account),
    get url() {
      return url;
    },
    get port() {
      return Number(new URL(url).port);
    },
    credentials,
    account,
    calls: log.calls,
    get faults() {
      return faults.rules();
    },
    get jobs() {
      return jobs.list();
    },
    get jobFaults() {
      return jobFaults.rules();
    },
    get webhooks() {
      return webhooks.list();
    },
    get webhookFaults() {
      return webhooks.faults();
    },
    get deliveries() {
      return webhooks.deliveries();
    },
    get usage() {
      const { inFlight } = jobs;
      return { ...limits.usage(), jobs: { inFlight, maxInFlight: jobOptions.maxInFlight } };
    },
    tellFaults: (rules) => faults.tell(rules),
    tellJobFaults: (rules) => jobFaults.tell(rules),
    tellWebhooks: (told) => webhooks.tell(told),
    tellWebhookFaults: (rule) => webhooks.tellFaults(rule),
    deliveriesSettled: () => webhooks.settled(),
    forgetCalls: () => log.clear(),
    revokeTokens: () => tokens.revokeAll(),
    reset,
    async close() {
      await server.close();
      jobs.clear();
      webhooks.clear();
    },
  };

  server.register((scope, _options, done) => {
    serveZendeskApi(scope, {
      account,
      credentials,
      tokens,
      limits,
      faults,
      jobs,
      jobUrlOrigin,
      log,
      now,
      minuteMs,
      tokenLifetimeSeconds,
      requestsPerMinute,
      latencyMs,
      singleUpdateTags: options.singleUpdateTags ?? true,
      groupSlas: options.groupSlas ?? true,
    });
    done();
  });
  server.register((scope, _options, done) => {
    serveControl(scope, sandbox);
    done();
  });

  reset();
  url = await server.listen({ host, port });
  return sandbox;
}

import { fastify } from "fastify";
import { createAccessTokens } from "./access-tokens.ts";
import { createAccount } from "./account.ts";
import type { Organization } from "./account.ts";
import { createCallLog } from "./calls.ts";
import { serveControl } from "./control.ts";
import { defaultCredentials } from "./credentials.ts";
import { createFaults } from "./faults.ts";
import { createOrganization, updateOrganization } from "./organizations.ts";
import { createRateLimits } from "./rate-limits.ts";
import { recordNotFound } from "./refusal.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { seedAccount } from "./seed-account.ts";
import { seededRandom } from "./seeded-random.ts";
import { serveZendeskApi } from "./zendesk-api.ts";

/** Starts an emulator of one Zendesk account, in memory, for demos and tests. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    host = "127.0.0.1",
    port = 0,
    requestsPerMinute = 700,
    organizationUpdatesPerMinute = 5,
    credentials = defaultCredentials,
    tokenLifetimeSeconds = 1800,
    latencyMs = 0,
    now = () => new Date(),
    seed = 1,
  } = options;

  const account = createAccount(now);
  const tokens = createAccessTokens(now, seed);
  const limits = createRateLimits({ now, requestsPerMinute, organizationUpdatesPerMinute });
  const log = createCallLog(now);
  const faults = createFaults(() => seededRandom(seed));

  function reset(): void {
    account.clear();
    seedAccount(account, {
      email: credentials.email,
      fields: options.seedFields ?? true,
      organizations: options.organizations ?? [],
    });
    limits.clear();
    log.clear();
    faults.tell(options.faults ?? []);
  }

  function getOrganization(id: number): Organization {
    const organization = account.organizations.get(id);
    if (!organization) throw recordNotFound();
    return organization;
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
    get usage() {
      return limits.usage();
    },
    tellFaults: (rules) => faults.tell(rules),
    forgetCalls: () => log.clear(),
    revokeTokens: () => tokens.revokeAll(),
    createOrganization: (changes) => createOrganization(account, changes),
    editOrganization: (id, changes) => updateOrganization(account, getOrganization(id), changes),
    deleteOrganization: (id) => account.organizations.remove(getOrganization(id).id),
    reset,
    close: () => server.close(),
  };

  server.register((scope, _options, done) => {
    serveZendeskApi(scope, {
      account,
      credentials,
      tokens,
      limits,
      faults,
      log,
      tokenLifetimeSeconds,
      requestsPerMinute,
      latencyMs,
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

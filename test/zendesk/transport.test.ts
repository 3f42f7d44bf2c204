import zendesk, { type ZendeskClient } from "node-zendesk";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AccessLost, Throttled } from "../../src/jobs/refusals.ts";
import { type Budget, uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { createOrganizations } from "../../src/zendesk/organizations.ts";
import { aDesire } from "../support/builders.ts";
import { hearingLog } from "../support/hearing-log.ts";

const url = "https://acme.zendesk.com";
const ours = `Basic ${btoa("admin@acme.example/token:api-token-canary")}`;
const organization = {
  id: 7001,
  external_id: "C-1",
  name: "Acme",
  domain_names: [],
  organization_fields: {},
  updated_at: "2026-11-20T15:00:00Z",
};

/** The client as the service makes it, with an API token. */
function newClient({ log = hearingLog().log, budget = uncounted } = {}): ZendeskClient {
  const credentials = { kind: "api-token", email: "admin@acme.example", token: "api-token-canary" } as const;
  return createZendesk({ budget, url, credentials, log });
}

function organizations(): ReturnType<typeof createOrganizations> {
  return createOrganizations(newClient());
}

beforeEach(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  const unasked = nock.pendingMocks();
  nock.abortPendingRequests();
  nock.cleanAll();
  nock.enableNetConnect();
  if (unasked.length > 0) throw new Error(`nobody asked for ${unasked.join()}`);
});

/**
 * node-zendesk 6.0.1 answers these as if all were well: an Error as the result, or an empty one
 * (https://github.com/blakmatrix/node-zendesk/issues/126 and others).
 */
describe("node-zendesk reports as success", () => {
  /** node-zendesk as it comes out of the box. */
  const plain = zendesk.createClient({
    endpointUri: `${url}/api/v2`,
    username: "admin@acme.example",
    token: "api-token-canary",
    throwOriginalException: true,
  });

  it.each([
    [429, { "retry-after": "42" }, "You exceeded", "Throttled"],
    [502, {}, "<html>502 Bad Gateway</html>", "Unreachable"],
    [503, { "retry-after": "30" }, "<html>503 Service Unavailable</html>", "Throttled"],
    [504, {}, "<html>504 Gateway Time-out</html>", "Unreachable"],
    [413, {}, "Request Entity Too Large", "Rejected"],
    [302, {}, "", "BadAnswer"],
  ])("a %i, and ours throws", async (status, headers, body, name) => {
    nock(url).get("/api/v2/organizations/7001.json").twice().reply(status, body, headers);

    await expect(plain.organizations.show(7001)).resolves.toBeDefined();

    await expect(newClient().organizations.show(7001)).rejects.toMatchObject({ name });
  });

  it.each([
    [429, { "retry-after": "42" }, "You exceeded", "Throttled"],
    [502, {}, "<html>502 Bad Gateway</html>", "Unreachable"],
    [503, { "retry-after": "30" }, "<html>503 Service Unavailable</html>", "Throttled"],
    [504, {}, "<html>504 Gateway Time-out</html>", "Unreachable"],
  ])("a %i to a write, and ours throws", async (status, headers, body, name) => {
    nock(url).put("/api/v2/organizations/7001.json").twice().reply(status, body, headers);
    const change = { organization: { name: "Acme" } };

    await expect(plain.organizations.update(7001, change)).resolves.toBeDefined();

    await expect(newClient().organizations.update(7001, change)).rejects.toMatchObject({ name });
  });

  it("a 200 with a page, and ours throws", async () => {
    const page = { "content-type": "text/html" };
    nock(url).get("/api/v2/organizations/7001.json").twice().reply(200, "<html>back soon</html>", page);

    await expect(plain.organizations.show(7001)).resolves.toBeDefined();

    await expect(newClient().organizations.show(7001)).rejects.toMatchObject({ name: "BadAnswer" });
  });
});

describe("what is sent to Zendesk", () => {
  it("to find an organization by id", async () => {
    nock(url, { reqheaders: { authorization: ours, accept: "application/json" } })
      .get("/api/v2/organizations/7001.json")
      .reply(200, { organization });

    expect(await organizations().findById(7001)).toMatchObject({ id: 7001 });
  });

  it("to find an organization by external id", async () => {
    nock(url)
      .get("/api/v2/organizations/search.json")
      .query({ external_id: "C-1 & Söhne+/?" })
      .reply(200, { organizations: [{ ...organization, external_id: "C-1 & Söhne+/?" }], next_page: null });

    expect(await organizations().findByExternalId("C-1 & Söhne+/?")).toMatchObject({ id: 7001 });
  });

  it("to create an organization: only what is told", async () => {
    nock(url)
      .post("/api/v2/organizations.json", {
        organization: {
          external_id: "C-1",
          name: "Acme",
          organization_fields: { client_segment: "segment_vip", client_vertical: "Senior Living" },
        },
      })
      .reply(201, { organization });

    const created = await organizations().create(
      aDesire({
        fields: { client_segment: "segment_vip", client_vertical: "Senior Living", da_analyst: null },
      }),
    );

    expect(created).toMatchObject({ id: 7001, externalId: "C-1", name: "Acme" });
  });

  it("to create an organization with domains", async () => {
    nock(url)
      .post("/api/v2/organizations.json", {
        organization: {
          external_id: "C-1",
          name: "Acme",
          domain_names: ["acme.example"],
          organization_fields: {},
        },
      })
      .reply(201, { organization });

    const created = await organizations().create(aDesire({ domainNames: ["acme.example"], fields: {} }));

    expect(created).toMatchObject({ id: 7001 });
  });

  it.each([
    [{ name: "Apex" }, { name: "Apex" }],
    [{ externalId: "C-1" }, { external_id: "C-1" }],
    [{ domainNames: [] }, { domain_names: [] }],
    [{ fields: { da_analyst: null } }, { organization_fields: { da_analyst: null } }],
    [{}, {}],
  ])("to make the change %j", async (change, sent) => {
    nock(url).put("/api/v2/organizations/7001.json", { organization: sent }).reply(200, { organization });

    expect(await organizations().update(7001, change)).toMatchObject({ id: 7001 });
  });
});

describe("an answer that is not about what was asked", () => {
  it("is no organization", async () => {
    nock(url)
      .get("/api/v2/organizations/7001.json")
      .reply(200, { ticket: { id: 7001 } });

    await expect(organizations().findById(7001)).rejects.toMatchObject({
      name: "BadAnswer",
      code: "zendesk-bad-answer",
      exchange: { method: "GET", path: "/api/v2/organizations/7001" },
    });
  });

  it("is another organization than the one that was asked for", async () => {
    nock(url)
      .get("/api/v2/organizations/7001.json")
      .reply(200, { organization: { ...organization, id: 7002 } });

    await expect(organizations().findById(7001)).rejects.toThrow(
      "zendesk answered organization 7002 to GET /api/v2/organizations/7001",
    );
  });

  it("is another organization than the one that was updated", async () => {
    nock(url)
      .put("/api/v2/organizations/7001.json")
      .reply(200, { organization: { ...organization, id: 7002 } });

    await expect(organizations().update(7001, {})).rejects.toMatchObject({
      name: "BadAnswer",
      exchange: { method: "PUT", path: "/api/v2/organizations/7001" },
    });
  });

  it("is another client's organization: ours would be written over it", async () => {
    nock(url)
      .get("/api/v2/organizations/search.json")
      .query({ external_id: "C-1" })
      .reply(200, { organizations: [{ ...organization, external_id: "C-2" }], next_page: null });

    await expect(organizations().findByExternalId("C-1")).rejects.toThrow(
      "zendesk answered organization 7001 of C-2 when asked for that of C-1",
    );
  });

  it("is no list of organizations", async () => {
    nock(url)
      .get("/api/v2/organizations/search.json")
      .query({ name: "Acme" })
      .reply(200, { results: [organization] });

    await expect(organizations().listByName("Acme")).rejects.toMatchObject({ name: "BadAnswer" });
  });

  it("is a created organization without an id", async () => {
    nock(url)
      .post("/api/v2/organizations.json")
      .reply(201, { organization: { name: "Acme" } });

    await expect(organizations().create(aDesire())).rejects.toMatchObject({
      name: "BadAnswer",
      exchange: { method: "POST", path: "/api/v2/organizations" },
    });
  });
});

describe("an organization that is not found", () => {
  it("is gone when Zendesk does not know the record", async () => {
    nock(url).get("/api/v2/organizations/7001.json").reply(404, { error: "RecordNotFound" });

    expect(await organizations().findById(7001)).toBeUndefined();
  });

  it.each([
    ["the address", { error: "InvalidEndpoint", description: "Not found" }],
    ["what a gateway says", "<html>404 Not Found</html>"],
  ])("is not gone when the 404 is about %s", async (_what, body) => {
    nock(url).get("/api/v2/organizations/7001.json").reply(404, body);

    await expect(organizations().findById(7001)).rejects.toMatchObject({ name: "Rejected", status: 404 });
  });

  it("has an empty external id for none", async () => {
    nock(url)
      .get("/api/v2/organizations/7001.json")
      .reply(200, {
        organization: { id: 7001, external_id: "", name: "Acme", updated_at: "2026-11-20T15:00:00Z" },
      });

    expect(await organizations().findById(7001)).toEqual({
      id: 7001,
      externalId: null,
      name: "Acme",
      domainNames: [],
      fields: {},
      updatedAt: "2026-11-20T15:00:00.000000000Z",
    });
  });
});

describe("another host", () => {
  it.each([301, 302, 303, 307, 308])("is not gone to when a %i says so", async (status) => {
    const elsewhere = nock("https://evil.example").get(/.*/).reply(200, { organization });
    nock(url)
      .get("/api/v2/organizations/7001.json")
      .reply(status, "", { location: "https://evil.example/api/v2/organizations/7001.json" });

    await expect(newClient().organizations.show(7001)).rejects.toMatchObject({
      name: "BadAnswer",
      code: `zendesk-${status}`,
    });
    expect(elsewhere.isDone()).toBe(false);
    nock.cleanAll();
  });

  /** As in recordings: https://d3v-zenpydev.zendesk.com named z3n-jteitelbaum.zendesk.com in `next_page` and `links`. */
  it.each([
    [
      "next_page",
      { next_page: "https://other.zendesk.com/api/v2/organizations/search.json?name=Acme&page=2" },
    ],
    [
      "links.next",
      { links: { next: "https://other.zendesk.com/api/v2/organizations/search.json?name=Acme&page=2" } },
    ],
    [
      "a link that needs care",
      {
        next_page:
          "https://user:pass@other.example:8443/api/v2/organizations/search.json?name=Acme&page=2#top",
      },
    ],
  ])("that %s names is not asked: the page is fetched from ours", async (_what, link) => {
    nock(url, { reqheaders: { authorization: ours } })
      .get("/api/v2/organizations/search.json?name=Acme")
      .reply(200, { organizations: [organization], ...link })
      .get("/api/v2/organizations/search.json?name=Acme&page=2")
      .reply(200, { organizations: [{ ...organization, id: 7002 }], next_page: null });

    expect(await organizations().listByName("Acme")).toMatchObject([{ id: 7001 }, { id: 7002 }]);
  });

  it("that hides in a path is not asked", async () => {
    nock(url)
      .get("/api/v2/organizations/search.json?name=Acme")
      .reply(200, { organizations: [], next_page: `${url}//evil.example/?${url}/api/v2` })
      .get(/^\/evil\.example\//)
      .reply(404, { error: "InvalidEndpoint" });

    await expect(organizations().listByName("Acme")).rejects.toMatchObject({ status: 404 });
  });
});

describe("what Zendesk ignored of a request", () => {
  it("is told, with where", async () => {
    const { log, lines } = hearingLog();
    const warning = '{:allowed_parameters=>{:unpermitted_keys=>["organization.shoe_size"]}}';
    nock(url)
      .put("/api/v2/organizations/7001.json")
      .reply(200, { organization }, { "x-zendesk-api-warn": warning });

    await createOrganizations(newClient({ log })).update(7001, { name: "Acme" });

    expect(lines()).toMatchObject([
      { level: 40, msg: "zendesk.ignored", warning, path: "/api/v2/organizations/7001.json" },
    ]);
  });
});

describe("an API token", () => {
  it("that is refused is tried once: there is no other", async () => {
    nock(url).get("/api/v2/organizations/7001.json").reply(401, { error: "Couldn't authenticate you" });

    await expect(newClient().organizations.show(7001)).rejects.toThrow(AccessLost);
  });

  it("is in no error", async () => {
    nock(url).get("/api/v2/organizations/7001.json").reply(401, { error: "Couldn't authenticate you" });

    const err: unknown = await newClient()
      .organizations.show(7001)
      .catch((thrown: unknown) => thrown);

    const { log, text } = hearingLog();
    log.warn({ err }, "job.attempted");
    expect(text()).toContain("Couldn't authenticate you");
    expect(text()).not.toContain("api-token-canary");
    expect(text()).not.toContain(ours);
  });
});

describe("an account whose allowance is used up", () => {
  /** A budget that remembers which limits it was told to shut, and for how long. */
  function shutting(): { readonly budget: Budget; readonly shuts: readonly (readonly [string, number])[] } {
    const shuts: [string, number][] = [];
    return { shuts, budget: { ...uncounted, shut: async (...shut) => void shuts.push(shut) } };
  }

  it("is not asked again by this process until the wait is over", async () => {
    nock(url).get("/api/v2/organizations/7001.json").once().reply(429, "", { "retry-after": "42" });
    const { budget, shuts } = shutting();
    const client = newClient({ budget });
    await expect(client.organizations.show(7001)).rejects.toThrow(Throttled);
    expect(shuts).toEqual([["account", 42_000]]);

    const second: unknown = await client.organizations.show(7002).catch((thrown: unknown) => thrown);

    expect(second).toMatchObject({ name: "Throttled", scope: "account" });
    const { retryAfterMs } = second as Throttled;
    expect(retryAfterMs).toBeGreaterThan(30_000);
    expect(retryAfterMs).toBeLessThanOrEqual(42_000);
    expect(Number.isInteger(retryAfterMs)).toBe(true);
  });

  it("is asked again when the wait is over", async () => {
    nock(url).get("/api/v2/organizations/7001.json").once().reply(503, "", { "retry-after": "1" });
    nock(url).get("/api/v2/organizations/7001.json").once().reply(200, { organization });
    const client = newClient();
    await expect(client.organizations.show(7001)).rejects.toThrow(Throttled);

    await new Promise((resolve) => setTimeout(resolve, 1050));

    await expect(client.organizations.show(7001)).resolves.toMatchObject({ result: { id: 7001 } });
  });

  it("is asked on, but for one kind of calls, when only theirs is", async () => {
    const standing = {
      "retry-after": "42",
      "zendesk-ratelimit-tickets-update": "total=100; remaining=0; resets=42",
    };
    nock(url)
      .put("/api/v2/tickets/9001.json")
      .reply(429, "", standing)
      .get("/api/v2/organizations/7001.json")
      .reply(200, { organization });
    const { budget, shuts } = shutting();
    const client = newClient({ budget });

    await expect(client.tickets.update(9001, { ticket: {} })).rejects.toMatchObject({
      name: "Throttled",
      scope: "key",
      retryAfterMs: 42_000,
    });

    expect(shuts).toEqual([["tickets-update", 42_000]]);
    await expect(client.organizations.show(7001)).resolves.toMatchObject({ result: { id: 7001 } });
  });

  it("is not asked on when Zendesk is down, whatever it says of one kind of calls", async () => {
    nock(url).put("/api/v2/tickets/9001.json").reply(503, "", {
      "retry-after": "42",
      "zendesk-ratelimit-tickets-update": "total=100; remaining=0; resets=42",
    });
    const { budget, shuts } = shutting();
    const client = newClient({ budget });

    await expect(client.tickets.update(9001, { ticket: {} })).rejects.toMatchObject({ scope: "account" });

    expect(shuts).toEqual([["account", 42_000]]);
    await expect(client.organizations.show(7001)).rejects.toMatchObject({ scope: "account" });
  });

  it("is asked on when only one organization's is", async () => {
    nock(url)
      .put("/api/v2/organizations/7001.json")
      .reply(429, { errors: [{ code: "TooManyRequests" }] }, { "retry-after": "42" })
      .put("/api/v2/organizations/7002.json")
      .reply(200, { organization: { ...organization, id: 7002 } });
    const { budget, shuts } = shutting();
    const ports = createOrganizations(newClient({ budget }));
    await expect(ports.update(7001, {})).rejects.toMatchObject({ name: "Throttled", scope: "key" });

    expect(shuts).toEqual([]);
    await expect(ports.update(7002, {})).resolves.toMatchObject({ id: 7002 });
  });
});

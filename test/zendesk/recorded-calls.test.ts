import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { RecordedCall } from "../../src/jobs/recorded-call.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { createOrganizations } from "../../src/zendesk/organizations.ts";
import { recordCalls } from "../../src/zendesk/recorded-calls.ts";
import { aDesire } from "../support/builders.ts";
import { hearingLog } from "../support/hearing-log.ts";

const url = "https://acme.zendesk.com";
const organization = {
  id: 7001,
  external_id: "C-1",
  name: "Acme",
  domain_names: [],
  organization_fields: {},
  updated_at: "2026-11-20T15:00:00Z",
};

const organizations = createOrganizations(
  createZendesk({
    budget: uncounted,
    url,
    credentials: { kind: "oauth", clientId: "los", clientSecret: "secret-canary" },
    log: hearingLog().log,
  }),
);

/** What is recorded of it, however it ends. */
async function callsOf(perform: () => Promise<unknown>): Promise<RecordedCall[]> {
  const calls: RecordedCall[] = [];
  await recordCalls((call) => void calls.push(call), perform).catch(() => {});
  return calls;
}

beforeEach(() => {
  nock.disableNetConnect();
  nock(url).post("/oauth/tokens").optionally().reply(200, { access_token: "token-canary", expires_in: 1800 });
});
afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
  nock.enableNetConnect();
});

describe("of the calls of an attempt", () => {
  it("one that changes something is recorded, with what was said and how long it took, without secrets", async () => {
    nock(url).post("/api/v2/organizations.json").reply(201, { organization });

    const calls = await callsOf(async () => await organizations.create(aDesire({ name: "Acme" })));

    expect(calls).toEqual([
      {
        at: expect.any(Date),
        method: "POST",
        path: "/api/v2/organizations.json",
        request: { organization: expect.objectContaining({ name: "Acme" }) },
        status: 201,
        answer: { organization },
        tookMs: expect.any(Number),
      },
    ]);
    expect(JSON.stringify(calls)).not.toContain("canary");
  });

  it("one that only looks is not", async () => {
    nock(url).get("/api/v2/organizations/7001.json").reply(200, { organization });

    expect(await callsOf(async () => await organizations.findById(7001))).toEqual([]);
  });

  it("one that is refused is, whatever it was for", async () => {
    nock(url).get("/api/v2/organizations/7001.json").reply(500, "<html>");

    const calls = await callsOf(async () => await organizations.findById(7001));

    expect(calls).toMatchObject([{ method: "GET", status: 500, answer: "<html>" }]);
  });

  it("one that nobody answers is, with what was in the way", async () => {
    nock(url).post("/api/v2/organizations.json").replyWithError("socket hang up");

    const [call] = await callsOf(async () => await organizations.create(aDesire()));

    expect(call).toMatchObject({
      method: "POST",
      answer: "zendesk could not be reached for POST /api/v2/organizations.json",
    });
    expect(call).not.toHaveProperty("status");
  });

  it("a very long answer is kept to a beginning, which says so", async () => {
    const notes = "x".repeat(200_000);
    nock(url)
      .put("/api/v2/organizations/7001.json")
      .reply(200, { organization: { ...organization, notes } });

    const [call] = await callsOf(async () => await organizations.update(7001, { name: "Acme" }));

    expect(call?.answer).toMatchObject({
      cut: expect.stringMatching(/^the first 100000 of 200\d\d\d characters$/),
    });
    expect(JSON.stringify(call?.answer).length).toBeLessThan(110_000);
  });

  it("each goes to whoever performs it, also side by side", async () => {
    nock(url)
      .put(/\/7\d+\.json$/)
      .times(2)
      .reply(200, { organization });

    const [one, other] = await Promise.all([
      callsOf(async () => await organizations.update(7001, { name: "Acme" })),
      callsOf(async () => await organizations.update(7002, { name: "Bcme" })),
    ]);

    expect(one.map(({ path }) => path)).toEqual(["/api/v2/organizations/7001.json"]);
    expect(other.map(({ path }) => path)).toEqual(["/api/v2/organizations/7002.json"]);
  });
});

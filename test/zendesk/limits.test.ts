import { describe, expect, it } from "vitest";

import { scopesOf, standingsIn } from "../../src/zendesk/limits.ts";

describe("a call counts against", () => {
  it.each([
    ["GET", "/api/v2/organizations/7001.json", ["account"]],
    ["PUT", "/api/v2/organizations/7001.json", ["account"]],
    ["GET", "/api/v2/tickets/7.json", ["account"]],
    ["PUT", "/api/v2/tickets/7.json", ["account", "tickets-update"]],
    ["PUT", "/api/v2/tickets/update_many.json?ids=1,2", ["account", "tickets-update"]],
    ["PUT", "/api/v2/ticket_fields/7.json", ["account"]],
    ["GET", "/api/v2/incremental/tickets/cursor.json?start_time=1", ["account", "incremental-exports"]],
    ["GET", "/api/v2/search/export.json?query=x", ["account", "search-export"]],
    ["GET", "/api/v2/search.json?query=x", ["account"]],
  ])("%s %s: %j", (method, path, scopes) => {
    expect(scopesOf(method, path)).toEqual(scopes);
  });
});

describe("what an answer says of the limits", () => {
  it.each([
    ["nothing", {}, []],
    [
      "the account, as today",
      { "x-rate-limit": "700", "x-rate-limit-remaining": "699", "ratelimit-reset": "41" },
      [{ scope: "account", total: 700, remaining: 699, resetSeconds: 41 }],
    ],
    [
      "the account, as in the standard's draft",
      { "ratelimit-limit": "700", "ratelimit-remaining": "5", "ratelimit-reset": "7" },
      [{ scope: "account", total: 700, remaining: 5, resetSeconds: 7 }],
    ],
    [
      "the account, as recorded in 2023",
      { "rate-limit": "400", "rate-limit-remaining": "0", "rate-limit-reset": "59" },
      [{ scope: "account", total: 400, remaining: 0, resetSeconds: 59 }],
    ],
    [
      "the account, without when it is whole again",
      { "x-rate-limit": "200", "x-rate-limit-remaining": "1" },
      [{ scope: "account", total: 200, remaining: 1, resetSeconds: undefined }],
    ],
    [
      "an endpoint of its own",
      { "zendesk-ratelimit-tickets-update": "total=100; remaining=99; resets=41" },
      [{ scope: "tickets-update", total: 100, remaining: 99, resetSeconds: 41 }],
    ],
    ["half of it", { "x-rate-limit": "700" }, []],
    ["garbage", { "x-rate-limit": "many", "x-rate-limit-remaining": "-1" }, []],
    ["garbage of an endpoint", { "zendesk-ratelimit-tickets-update": "total=; remaining" }, []],
  ])("%s", (_, headers: Readonly<Record<string, string>>, standings) => {
    expect(standingsIn((name) => headers[name] ?? null)).toEqual(standings);
  });
});

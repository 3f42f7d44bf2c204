import { expect, it } from "vitest";

import { endpointOf } from "../../src/telemetry/endpoint-of.ts";

it.each([
  ["/api/v2/organizations/35436", "/api/v2/organizations/:id"],
  ["/api/v2/organizations/35436.json", "/api/v2/organizations/:id"],
  ["/api/v2/organizations/show_many.json?external_ids=C-1,C-2", "/api/v2/organizations/show_many"],
  ["/api/v2/business_hours/schedules/7/holidays.json", "/api/v2/business_hours/schedules/:id/holidays"],
  ["/api/v2/tickets/12", "/api/v2/tickets/:id"],
  ["/oauth/tokens", "/oauth/tokens"],
  ["/api/v2/organizations/Acme", "other"],
  ["/api/v2/users/me", "other"],
  ["", "other"],
])("%s is counted as %s", (path, endpoint) => {
  expect(endpointOf(path)).toBe(endpoint);
});

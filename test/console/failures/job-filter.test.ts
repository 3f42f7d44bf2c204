import { expect, test } from "vitest";

import { jobFilterQuery, readJobFilter } from "../../../src/console/failures/job-filter.ts";
import type { JobFilter } from "../../../src/operations/job.ts";
import { Unfit } from "../../../src/operations/refusals.ts";

test.each<[string, JobFilter]>([
  ["", {}],
  ["state=&cause=&kind=&client=&since=&until=&attempts=", {}],
  ["cursor=abc&other=1", {}],
  ["cause=zendesk-422%3Aa&state=failed", { cause: "zendesk-422:a", state: "failed" }],
  ["client=C-1&kind=review-ticket&attempts=3", { clientId: "C-1", kind: "review-ticket", attempts: 3 }],
  ["since=2026-11-20T10:00", { since: new Date("2026-11-20T10:00:00Z") }],
  ["until=2026-11-20T10:00:00.000Z", { until: new Date("2026-11-20T10:00:00Z") }],
])("%j asks for %j", (query, filter) => {
  const read = readJobFilter(new URLSearchParams(query));
  expect(read).toEqual(filter);
  expect(readJobFilter(jobFilterQuery(read))).toEqual(filter);
});

test.each([
  "state=well",
  "kind=x",
  "since=yesterday",
  "attempts=-1",
  "attempts=many",
  "attempts=1000001",
  "cause=%00",
  `client=${"C".repeat(101)}`,
])("%j is refused rather than taken for all", (query) => {
  expect(() => readJobFilter(new URLSearchParams(query))).toThrow(Unfit);
});

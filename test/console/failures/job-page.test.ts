import { expect, test } from "vitest";

import type { JobState } from "../../../src/operations/job.ts";
import { consoleUnderTest } from "../console-under-test.ts";
import { aJob, fakeOperations } from "../fake-operations.ts";

const again = "Nothing yet: it is tried again by itself";

test.each<[JobState, string, string]>([
  ["pending", "zendesk-500", again],
  ["failed", "zendesk-500", "when it is well again, re-run what stopped"],
  ["discarded", "zendesk-500", "Nothing: somebody discarded it"],
  ["pending", "ticket-changed", "Nothing: it is decided anew"],
  ["failed", "zendesk-422:organization_fields", "Run los setup plan"],
  ["pending", "nobody knows this", again],
])("the pages of a job that is %s for %s say: %s", async (state, cause, words) => {
  const { jobs, ...others } = fakeOperations();
  const job = { ...aJob(), state, cause };
  const operations = { ...others, jobs: { ...jobs, find: async () => job } };
  await using running = await consoleUnderTest({ operations });
  const viewer = await running.signedIn("viewer");

  const { body: page } = await viewer.get("/jobs/17");
  const { body: list } = await viewer.get(`/failures?${new URLSearchParams({ cause, state }).toString()}`);

  expect(page).toContain(words);
  expect(list).toContain(words);
});

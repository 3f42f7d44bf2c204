import { expect, test } from "vitest";

import { consoleUnderTest } from "../console-under-test.ts";
import { fakeOperations } from "../fake-operations.ts";

test("an operator re-runs a job and is told so once", async () => {
  const operations = fakeOperations();
  await using desk = await consoleUnderTest({ operations });
  const browser = await desk.signedIn("operator");
  const response = await browser.press("/jobs/17", "/jobs/17/retry", { reason: " mended the field " });
  expect(response.statusCode).toBe(303);
  expect(operations.told).toEqual([
    { what: "retry", on: "17", by: { operator: "operator person", reason: "mended the field" } },
  ]);
  expect((await browser.get("/jobs/17")).body).toContain("is looked at again.");
  expect((await browser.get("/jobs/17")).body).not.toContain("is looked at again.");
});

test("to discard needs a reason", async () => {
  const operations = fakeOperations();
  await using desk = await consoleUnderTest({ operations });
  const browser = await desk.signedIn("operator");
  const refused = await browser.press("/jobs/17", "/jobs/17/discard", { reason: "  " });
  expect(refused.statusCode).toBe(422);
  expect(operations.told).toEqual([]);
  await browser.press("/jobs/17", "/jobs/17/discard", { reason: "client left" });
  expect(operations.told).toHaveLength(1);
});

test("many are re-run by exactly the filter that was shown", async () => {
  const operations = fakeOperations();
  await using desk = await consoleUnderTest({ operations });
  const browser = await desk.signedIn("operator");
  const shown =
    "/retries/new?cause=zendesk-422%3Aa%26b&kind=reconcile-client&since=2026-11-20T10:00&attempts=2";
  expect((await browser.get(shown)).body).toContain("Nothing is done yet");
  expect(operations.told).toEqual([]);
  const response = await browser.press(shown, "/retries", {
    reason: "option added",
    cause: "zendesk-422:a&b",
  });
  expect(response.headers.location).toBe("/retries/3");
  expect(operations.told).toMatchObject([
    {
      what: "retry-many",
      on: {
        cause: "zendesk-422:a&b",
        kind: "reconcile-client",
        since: new Date("2026-11-20T10:00:00Z"),
        attempts: 2,
      },
    },
  ]);
});

test("a re-run that runs asks how far it is, and can be stopped", async () => {
  const operations = fakeOperations();
  await using desk = await consoleUnderTest({ operations });
  const browser = await desk.signedIn("operator");
  expect((await browser.get("/retries/3")).body).toContain('hx-get="/retries/3/progress"');
  await browser.press("/retries/3", "/retries/3/stop");
  expect(operations.told).toMatchObject([{ what: "stop-retry", on: "3" }]);
});

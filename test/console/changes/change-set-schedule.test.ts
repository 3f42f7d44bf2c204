import { expect, test } from "vitest";

import { Unfit } from "../../../src/operations/refusals.ts";
import { theCatalogue } from "../../support/builders.ts";
import { consoleUnderTest } from "../console-under-test.ts";
import { fakeOperations } from "../fake-operations.ts";
import { aChangeSet } from "../page-worlds.ts";

const typed = { name: "2026-12", effective_at: "2126-12-01T08:00", lines: "C-1,SMB\nC-2,VIP,SMB" };

test("a change set is shown before it is scheduled, and scheduled as it was shown", async () => {
  const operations = fakeOperations();
  await using running = await consoleUnderTest({ operations, catalogue: theCatalogue });
  const operator = await running.signedIn("operator");

  const preview = await operator.press("/schedule-changes", "/schedule-changes/preview", typed);

  expect(preview.body).toContain("VIP, served as SMB");
  expect(operations.told).toEqual([]);

  const answer = await operator.send(preview.body, "/schedule-changes", { reason: "the meeting" });

  expect(answer.headers["location"]).toBe("/change-sets/2026-12");
  expect(operations.told).toEqual([
    {
      what: "schedule",
      on: {
        id: "2026-12",
        effectiveAt: new Date("2126-12-01T08:00:00Z"),
        changes: [
          { clientId: "C-1", segment: "SMB", serviceLevel: null },
          { clientId: "C-2", segment: "VIP", serviceLevel: "SMB" },
        ],
      },
      by: { operator: "operator person", reason: "the meeting" },
    },
  ]);
});

test.each([
  ["the line that is wrong", { lines: "C-1,SMB\nC-2,Gold" }, "Line 2: segment &quot;Gold&quot; is none of"],
  ["that it needs a name", { name: " " }, "a change set needs a name"],
  ["that it needs a time", { effective_at: "soon" }, "give the time when it takes effect"],
])("a change set that cannot be is answered with %s", async (_what, wrong, says) => {
  await using running = await consoleUnderTest({ catalogue: theCatalogue });
  const operator = await running.signedIn("operator");

  const answer = await operator.press("/schedule-changes", "/schedule-changes/preview", {
    ...typed,
    ...wrong,
  });

  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain(says);
  expect(answer.body).toContain("C-1,SMB");
});

test("what was refused when it was to be scheduled can be mended without typing it again", async () => {
  const operations = fakeOperations();
  const schedule = async (): Promise<never> => {
    throw new Unfit('there is a change set "2026-12" already');
  };
  await using running = await consoleUnderTest({
    operations: { ...operations, changeSets: { ...operations.changeSets, schedule } },
    catalogue: theCatalogue,
  });
  const operator = await running.signedIn("operator");
  const preview = await operator.press("/schedule-changes", "/schedule-changes/preview", typed);

  const answer = await operator.send(preview.body, "/schedule-changes", { reason: "the meeting" });

  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain("there is a change set &quot;2026-12&quot; already");
  expect(answer.body).toContain("C-2,VIP,SMB</textarea");
});

test("a list as long as the form takes is read, whatever letters are in it", async () => {
  await using running = await consoleUnderTest({ catalogue: theCatalogue });
  const operator = await running.signedIn("operator");

  const lines = `${"é".repeat(9990)},SMB`;
  const answer = await operator.press("/schedule-changes", "/schedule-changes/preview", { ...typed, lines });

  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain("has a client id of more than 100 characters");
});

test.each(["new", "preview", "schedule"])("a change set may be called %s", async (id) => {
  const operations = fakeOperations();
  const set = aChangeSet(id);
  const changeSets = { ...operations.changeSets, find: async () => ({ set, changes: [] }) };
  await using running = await consoleUnderTest({ operations: { ...operations, changeSets } });

  const { statusCode, body } = await (await running.signedIn("viewer")).get(`/change-sets/${id}`);

  expect(statusCode).toBe(200);
  expect(body).toContain(`<h1>${id}</h1>`);
});

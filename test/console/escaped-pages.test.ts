import { expect, test } from "vitest";

import type { Happening } from "../../src/operations/client.ts";
import { consoleUnderTest } from "./console-under-test.ts";
import { fakeOperations } from "./fake-operations.ts";
import {
  aChange,
  aChangeSet,
  aClientView,
  aCondition,
  aConflict,
  aHappeningOf,
  aSummary,
} from "./page-worlds.ts";

const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

const happenings = (["message", "change", "call", "act"] as const).map((type): Happening =>
  aHappeningOf(type, evil),
);

function evilOperations() {
  const operations = fakeOperations(evil);
  return {
    ...operations,
    clients: {
      ...operations.clients,
      search: async () => ({ rows: [aSummary(evil)], next: evil }),
      find: async () => aClientView(evil),
      history: async () => ({ rows: happenings }),
    },
    conflicts: {
      ...operations.conflicts,
      list: async () => ({ rows: [aConflict(evil)], next: evil }),
      find: async () => aConflict(evil),
      listDuplicates: async () => [
        { because: "same-name" as const, shared: evil, clients: [{ id: evil, name: evil }] },
      ],
    },
    changeSets: {
      ...operations.changeSets,
      list: async () => [aChangeSet(evil)],
      find: async () => ({ set: aChangeSet(evil), changes: [aChange(evil), aChange(evil, { state: evil })] }),
    },
    notifications: { ...operations.notifications, list: async () => [aCondition(evil)] },
  };
}

const x = encodeURIComponent(evil);

test.each([
  `/clients?q=${x}`,
  `/clients/${x}`,
  `/clients/${x}/forget`,
  "/tickets/31",
  "/conflicts",
  "/conflicts/4",
  "/change-sets",
  `/change-sets/${x}`,
  `/change-sets/${x}/cancel`,
  "/catalogue",
  "/notifications",
])("%s shows words as words, whatever they are", async (path) => {
  await using running = await consoleUnderTest({ operations: evilOperations() });
  const admin = await running.signedIn("admin");

  const { statusCode, body } = await admin.get(path);

  expect(statusCode).toBe(200);
  expect(body).toContain("&lt;script&gt;");
  expect(body).not.toContain("<script>alert");
  expect(body).not.toContain("<img");
});

test("what was typed of a change set comes back as words", async () => {
  await using running = await consoleUnderTest({ operations: evilOperations() });
  const operator = await running.signedIn("operator");

  const { body } = await operator.press("/schedule-changes", "/schedule-changes/preview", {
    name: evil,
    effective_at: evil,
    lines: `C-1,${evil}`,
  });

  expect(body).toContain("&lt;script&gt;");
  expect(body).not.toContain("<script>alert");
});

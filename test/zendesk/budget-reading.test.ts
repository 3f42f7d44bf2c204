import { expect, it } from "vitest";

import { readBudget } from "../../src/zendesk/budget-reading.ts";

it("the budget is our share of what Zendesk says there is, else of what it gives at least", async () => {
  const windows = {
    read: async (names: readonly string[]) =>
      names.map((name) => ({
        name,
        taken: name === "account" ? 12 : 0,
        total: name === "account" ? 700 : undefined,
      })),
  };

  expect(await readBudget({ windows, share: 0.5, minuteMs: 60_000 })).toEqual([
    { name: "account", used: 12, limit: 350 },
    { name: "tickets-update", used: 0, limit: 50 },
    { name: "incremental-exports", used: 0, limit: 5 },
    { name: "search-export", used: 0, limit: 50 },
  ]);
});

import { expect, it } from "vitest";

import { planRounds } from "./campaign.ts";

it("is one storm when nothing is to strike in the calm", () => {
  expect(planRounds({ kills: 7, redisKills: 2, databaseRestarts: 1, calmStrikes: 0 })).toEqual([
    { kills: 7, redisKills: 2, databaseRestarts: 1, calmStrikes: 0 },
  ]);
});

it("has a calm after each storm, and counts what strikes in it", () => {
  expect(planRounds({ kills: 13, redisKills: 5, databaseRestarts: 1, calmStrikes: 3 })).toEqual([
    { kills: 5, redisKills: 1, databaseRestarts: 0, calmStrikes: 1 },
    { kills: 5, redisKills: 1, databaseRestarts: 1, calmStrikes: 2 },
  ]);
});

it("has storms without a disaster when only the calm is asked for", () => {
  expect(planRounds({ kills: 0, redisKills: 0, databaseRestarts: 0, calmStrikes: 2 })).toEqual([
    { kills: 0, redisKills: 0, databaseRestarts: 0, calmStrikes: 2 },
  ]);
});

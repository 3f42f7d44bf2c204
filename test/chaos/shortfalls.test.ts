import { expect, it } from "vitest";

import type { ChaosFigures } from "./chaos-figures.ts";
import { type Asked, shortfalls } from "./shortfalls.ts";
import { faultKinds } from "./zendesk-faults.ts";

const twice = { count: 2, medianMs: 1, worstMs: 1 };

const figures: ChaosFigures = {
  messages: 120,
  answered: 100,
  gaveUp: 0,
  attempts: 110,
  organizations: 9,
  tickets: 9,
  calls: 4000,
  writes: 99,
  disasters: { "http killed": 6, "worker killed": 4, "redis killed": 3, "database restarted": 1 },
  crashes: { "before-settle": 2 },
  faults: Object.fromEntries(faultKinds.map((kind) => [kind, 100])),
  recovery: {
    workTakenAgain: twice,
    attemptAfterRedis: twice,
    answerWhileFrozen: twice,
    answersWhileFrozen: 80,
  },
};

const asked: Asked = {
  messages: 100,
  kills: 10,
  redisKills: 3,
  databaseRestarts: 1,
  zendeskFaults: 1000,
  calmStrikes: 1,
};

it("is content with a run in which all struck that was asked for", () => {
  expect(shortfalls(figures, asked)).toEqual([]);
});

it.each<[string, Partial<Asked>, string]>([
  ["fewer messages", { messages: 101 }, "too little: 100 messages taken instead of 101"],
  [
    "fewer kills: those at crash points are extra",
    { kills: 11 },
    "too little: 10 kills of processes instead of 11",
  ],
  ["fewer kills of redis", { redisKills: 4 }, "too little: 3 kills of redis instead of 4"],
  ["fewer restarts", { databaseRestarts: 2 }, "too little: 1 restarts of the database instead of 2"],
  ["fewer faults", { zendeskFaults: 10_000 }, "too little: 1800 faults of zendesk's instead of 10000"],
])("finds %s", (_, more, problem) => {
  expect(shortfalls(figures, { ...asked, ...more })).toEqual([problem]);
});

it("finds a recovery that was not to be seen", () => {
  expect(shortfalls(figures, { ...asked, calmStrikes: 3 })).toEqual([
    "too little: 2 recoveries from a worker's kill instead of 3",
    "too little: 2 recoveries of redis instead of 6",
    "too little: 2 times that a store was frozen instead of 6",
  ]);
});

it("finds a kind of fault that never struck in a long run", () => {
  const { garbage: _, ...others } = figures.faults;

  expect(shortfalls({ ...figures, faults: others }, asked)).toEqual([
    'too little: no fault of zendesk\'s was "garbage"',
  ]);
  expect(shortfalls({ ...figures, faults: others }, { ...asked, zendeskFaults: 500 })).toEqual([]);
});

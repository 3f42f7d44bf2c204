import type { CampaignCounts } from "./campaign.ts";
import { type ChaosFigures, sumOf } from "./chaos-figures.ts";
import { faultKinds } from "./zendesk-faults.ts";

/** With so many faults, one of a kind that never struck is no chance. */
const everyKindFrom = 1000;

export type Asked = CampaignCounts & { readonly messages: number; readonly zendeskFaults: number };

/** What was asked for and did not happen, in words. */
export function shortfalls(figures: ChaosFigures, asked: Asked): string[] {
  const { disasters, faults, recovery } = figures;
  const struck = (...names: readonly string[]): number =>
    names.reduce((sum, name) => sum + (disasters[name] ?? 0), 0);
  const counted: readonly (readonly [string, number, number])[] = [
    ["messages taken", figures.answered, asked.messages],
    ["kills of processes", struck("http killed", "worker killed"), asked.kills],
    ["kills of redis", struck("redis killed"), asked.redisKills],
    ["restarts of the database", struck("database restarted"), asked.databaseRestarts],
    ["faults of zendesk's", sumOf(faults), asked.zendeskFaults],
    ["recoveries from a worker's kill", recovery.workTakenAgain.count, asked.calmStrikes],
    ["recoveries of redis", recovery.attemptAfterRedis.count, asked.calmStrikes * 2],
    ["times that a store was frozen", recovery.answerWhileFrozen.count, asked.calmStrikes * 2],
  ];
  return [
    ...counted
      .filter(([, actual, wanted]) => actual < wanted)
      .map(([what, actual, wanted]) => `too little: ${actual} ${what} instead of ${wanted}`),
    ...(asked.zendeskFaults < everyKindFrom ? [] : faultKinds)
      .filter((kind) => faults[kind] === undefined)
      .map((kind) => `too little: no fault of zendesk's was "${kind}"`),
  ];
}

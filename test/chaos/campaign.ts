import type { Calm } from "./calm-strikes.ts";
import { calmDown, strikeCalmly } from "./calm-strikes.ts";
import { storm, type StormCounts } from "./storm.ts";

export type CampaignCounts = StormCounts & {
  /** How often each of four disasters strikes alone, so that it is seen how soon all recovers from it. */
  readonly calmStrikes: number;
};

export type Round = StormCounts & { readonly calmStrikes: number };

/** What strikes calmly after one storm. */
const calmStrikesInARound = 2;

/** Storms, and the calm after each. What strikes in the calm counts too. */
export function planRounds({ kills, redisKills, databaseRestarts, calmStrikes }: CampaignCounts): Round[] {
  const length = Math.max(1, Math.ceil(calmStrikes / calmStrikesInARound));
  const share = (count: number, index: number): number =>
    Math.floor((count * (index + 1)) / length) - Math.floor((count * index) / length);
  return Array.from({ length }, (_, index) => ({
    kills: share(Math.max(0, kills - calmStrikes), index),
    redisKills: share(Math.max(0, redisKills - calmStrikes), index),
    databaseRestarts: share(databaseRestarts, index),
    calmStrikes: share(calmStrikes, index),
  }));
}

/** What each needs within a storm, on two processors (milliseconds). */
const needsMs: StormCounts = { kills: 900, redisKills: 2500, databaseRestarts: 4000 };
const calmStrikeMs = 20_000;

/** How long a storm lasts when nobody says it. */
function stormMs(counts: StormCounts): number {
  return Math.max(
    counts.kills * needsMs.kills,
    counts.redisKills * needsMs.redisKills,
    counts.databaseRestarts * needsMs.databaseRestarts,
  );
}

/** About how long all of it takes. */
export function campaignMs(rounds: readonly Round[]): number {
  return rounds.reduce((sum, round) => sum + stormMs(round) + round.calmStrikes * calmStrikeMs, 0);
}

/** Makes war until all has struck that was planned. */
export async function wage(
  rounds: readonly Round[],
  calm: Calm,
  dice: () => number,
  progress: (words: string) => void,
): Promise<void> {
  for (const [index, round] of rounds.entries()) {
    progress(`storm ${index + 1} of ${rounds.length}`);
    calm.fleet.arm(true);
    await calm.sandbox.ask("misbehave");
    await storm(calm.weapons, round, { durationMs: stormMs(round), dice });
    await calmDown(calm);
    for (let strike = 0; strike < round.calmStrikes; strike += 1) {
      progress(`calm ${index + 1} of ${rounds.length}`);
      await strikeCalmly(calm);
    }
  }
}

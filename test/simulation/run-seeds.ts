import { setTimeout as pause } from "node:timers/promises";

import { Client } from "pg";

import { type Child, startChild } from "../bench/child-process.ts";
import type { SimulationArgument, SimulationFigures } from "./simulation-process.ts";

export type SeedsOptions = {
  /** Of a PostgreSQL: each process gets a database of its own. */
  readonly databaseUrl: string;
  readonly first: number;
  readonly count: number;
  readonly processes: number;
  readonly plant?: string;
  /** Whether to go on after a seed that fails. */
  readonly untilFailure: boolean;
};

/** Runs many seeds in several processes; of `n` processes each takes every `n`th. */
export async function runSeeds(
  { databaseUrl, first, count, processes, plant, untilFailure }: SeedsOptions,
  tell: (figures: SimulationFigures) => void,
): Promise<SimulationFigures> {
  await using open = new AsyncDisposableStack();
  const children: Child[] = [];
  for (let index = 0; index < processes; index += 1) {
    const argument: SimulationArgument = {
      databaseUrl: await createDatabase(
        databaseUrl,
        `simulation_${plant?.replaceAll("-", "_") ?? "none"}_${index}`,
      ),
      first: first + index,
      every: processes,
      count: Math.ceil((count - index) / processes),
      ...(plant !== undefined && { plant }),
    };
    const child = await startChild("../simulation/simulation-process.ts", argument);
    open.defer(async () => await child.close());
    children.push(child);
  }
  for (;;) {
    await pause(200);
    const each = await Promise.all(
      children.map(async (child) => await child.ask<SimulationFigures>("figures")),
    );
    const all = together(each);
    tell(all);
    if (all.trouble !== null) throw new Error(all.trouble);
    if (all.isDone || (untilFailure && all.failures.length > 0)) return all;
  }
}

function together(each: readonly SimulationFigures[]): SimulationFigures {
  const sum = (of: (one: SimulationFigures) => number): number =>
    each.reduce((total, one) => total + of(one), 0);
  return {
    seeds: sum(({ seeds }) => seeds),
    steps: sum(({ steps }) => steps),
    simulatedMs: sum(({ simulatedMs }) => simulatedMs),
    failures: each.flatMap(({ failures }) => failures).toSorted((one, other) => one.seed - other.seed),
    isDone: each.every(({ isDone }) => isDone),
    trouble: each.find(({ trouble }) => trouble !== null)?.trouble ?? null,
  };
}

async function createDatabase(databaseUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(databaseUrl);
  url.pathname = name;
  return url.href;
}

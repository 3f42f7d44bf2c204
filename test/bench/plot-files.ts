import { readFile, writeFile } from "node:fs/promises";

import { type Chart, plot } from "./plot.ts";
import { type BacklogFigures, backlogCharts } from "./plot-backlog.ts";
import { type CostFigures, costCharts } from "./plot-cost.ts";
import { ingestCharts, type IngestPlotFigures } from "./plot-ingest.ts";
import { memoryCharts, type MemoryFigures } from "./plot-memory.ts";

/** What `keepFigures` adds to the figures of a run. */
export type Measurement = { readonly measuredOn: string; readonly machine: string };

/** By the name of the figures: the charts that are made of them, by their names. */
const charts = {
  cost: (figures: unknown) => costCharts(figures as CostFigures & Measurement),
  ingest: (figures: unknown) => ingestCharts(figures as IngestPlotFigures & Measurement),
  "worker-memory": (figures: unknown) => memoryCharts(figures as MemoryFigures & Measurement),
  backlog: (figures: unknown) => backlogCharts(figures as BacklogFigures & Measurement),
} satisfies Record<string, (figures: unknown) => Readonly<Record<string, Chart>>>;

export type FiguresName = keyof typeof charts;

export const figuresNames = Object.keys(charts) as readonly FiguresName[];

export function figuresFile(name: FiguresName): string {
  return `docs/plots/${name}.json`;
}

/** Draws the charts of the figures that were kept under this name. Answers the files. */
export async function drawPlots(name: FiguresName): Promise<string[]> {
  const figures: unknown = JSON.parse(await readFile(figuresFile(name), "utf8"));
  const files: string[] = [];
  for (const [chartName, chart] of Object.entries(charts[name](figures))) {
    const file = `docs/plots/${chartName}.svg`;
    await writeFile(file, plot(chart));
    files.push(file);
  }
  return files;
}

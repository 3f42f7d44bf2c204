import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";

import { drawPlots, figuresFile, type FiguresName } from "./plot-files.ts";

export const keepUsage = `
Figures and plots in docs/plots are those of a run without options; --keep replaces them by those of any other run.`;

/** A quick try with other options leaves what was measured before alone. */
export function isKept({ keep }: { readonly keep: boolean }): boolean {
  return keep || process.argv.length === 2;
}

/** Keeps the figures of a run, with where and when they were measured, and draws their plots. */
export async function keepFigures(name: FiguresName, figures: object): Promise<void> {
  const measured = {
    measuredOn: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model}`,
    node: process.version,
  };
  await writeFile(figuresFile(name), `${JSON.stringify({ ...measured, ...figures }, null, 2)}\n`);
  await drawPlots(name);
}

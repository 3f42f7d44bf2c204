/** Draws all plots anew from the figures that the benchmarks kept. */
import { drawPlots, figuresNames } from "./plot-files.ts";

for (const name of figuresNames) {
  for (const file of await drawPlots(name)) console.log(file);
}

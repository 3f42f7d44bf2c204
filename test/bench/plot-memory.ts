import { count } from "./count.ts";
import type { MemoryStep } from "./million-report.ts";
import type { Chart } from "./plot.ts";
import type { Measurement } from "./plot-files.ts";

export type MemoryFigures = { readonly events: number; readonly steps: readonly MemoryStep[] };

export function memoryCharts({
  events,
  steps,
  machine,
  measuredOn,
}: MemoryFigures & Measurement): Readonly<Record<string, Chart>> {
  return {
    "worker-memory": {
      title: "Memory of a worker",
      subtitle: `${count(events)} events about clients and tickets; ${machine}, ${measuredOn}`,
      x: { label: "attempts", scale: "linear" },
      y: { label: "MB resident", scale: "linear" },
      lines: [
        { name: "median", points: steps.map(({ attempts: x, medianMb: y }) => ({ x, y })) },
        {
          name: "at most",
          points: steps.map(({ attempts: x, mostMb: y }) => ({ x, y })),
          isReference: true,
        },
      ],
    },
  };
}

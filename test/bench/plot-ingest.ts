import type { LoadFigures } from "./ingest-load.ts";
import type { IngestFigures } from "./measure-ingest.ts";
import type { Chart, Point } from "./plot.ts";
import type { Measurement } from "./plot-files.ts";
import { shareOf } from "./share-of.ts";

/** Of how long messages took: what so large a share of them did not exceed. */
type Quantile = { readonly share: number; readonly ms: number };

export type IngestPlotFigures = {
  readonly perSecond: number;
  readonly ours: readonly Quantile[];
  readonly bare: readonly Quantile[];
};

const ticks = [0.5, 0.9, 0.99, 0.999];

/** Half of all, and from there a tenth nearer to all of them with every ten steps, as far as there are messages for it. */
const shares = Array.from({ length: 33 }, (_, step) => 1 - 0.5 / 10 ** (step / 12)).filter(
  (share) => share <= 0.9991,
);

export function ingestPlotFigures({ ours, bare }: IngestFigures, perSecond: number): IngestPlotFigures {
  return { perSecond, ours: quantilesOf(ours.steady), bare: quantilesOf(bare.steady) };
}

function quantilesOf({ tookMs }: LoadFigures): Quantile[] {
  return shares.map((share) => ({
    share: Number(share.toFixed(6)),
    ms: Number(shareOf(tookMs, share).toFixed(2)),
  }));
}

export function ingestCharts({
  perSecond,
  ours,
  bare,
  machine,
  measuredOn,
}: IngestPlotFigures & Measurement): Readonly<Record<string, Chart>> {
  return {
    "ingest-latency": {
      title: `How soon a signed webhook is answered, at ${perSecond} a second`,
      subtitle: `durable with fsync, beside a route that only verifies the signature; ${machine}, ${measuredOn}`,
      x: {
        label: "share of messages that took no longer",
        scale: "log",
        ticks: ticks.map((share) => ({ at: rarity(share), label: `${Number((share * 100).toFixed(1))} %` })),
      },
      y: { label: "milliseconds", scale: "log" },
      lines: [
        { name: "los-sync", points: ours.map(pointOf) },
        { name: "bare route", points: bare.map(pointOf), isReference: true },
      ],
    },
  };
}

function pointOf({ share, ms }: Quantile): Point {
  return { x: rarity(share), y: ms };
}

/** One in so many takes longer. */
function rarity(share: number): number {
  return 1 / (1 - share);
}

import type { Costs } from "./cost-report.ts";
import type { Step } from "./measure-service.ts";
import type { Chart, Line } from "./plot.ts";
import type { Measurement } from "./plot-files.ts";

type CostRow = {
  readonly clients: number;
  readonly step: Step;
  readonly calls: number;
  /** At Zendesk, when its minutes are our own. */
  readonly minutes: number;
};

export type CostFigures = { readonly ours: readonly CostRow[]; readonly plain: readonly CostRow[] };

const steps: readonly Step[] = ["first import", "1 % changed", "nothing changed"];

/** The plain client as it was measured, and its one call per client at the limit of Zendesk for other sizes. */
export function costFigures({ ours, plain, minuteMs, requestsPerMinute }: Costs): CostFigures {
  const computed = ours.map(({ size, step }) => {
    const measured = plain.find((one) => one.step === step && one.size === size);
    return {
      clients: size,
      step,
      calls: measured?.calls ?? size,
      minutes: measured ? measured.wallMs / minuteMs : size / requestsPerMinute,
    };
  });
  return {
    ours: ours.map(({ size, step, calls, wallMs }) => ({
      clients: size,
      step,
      calls,
      minutes: wallMs / minuteMs,
    })),
    plain: computed,
  };
}

export function costCharts(figures: CostFigures & Measurement): Readonly<Record<string, Chart>> {
  const where = `Zendesk Suite Enterprise's limits, ${figures.machine}, ${figures.measuredOn}`;
  const x = { label: "clients", scale: "log" } as const;
  return {
    "cost-calls": {
      title: "Calls to Zendesk for keeping clients in step",
      subtitle: where,
      x,
      y: { label: "calls", scale: "log" },
      lines: linesOf(figures, ({ calls }) => calls),
    },
    "cost-time": {
      title: "How long keeping clients in step takes",
      subtitle: where,
      x,
      y: { label: "minutes at Zendesk", scale: "log" },
      lines: linesOf(figures, ({ minutes }) => minutes),
    },
  };
}

function linesOf({ ours, plain }: CostFigures, of: (row: CostRow) => number): Line[] {
  const points = (rows: readonly CostRow[], step: Step) =>
    rows.filter((row) => row.step === step).map((row) => ({ x: row.clients, y: of(row) }));
  return [
    ...steps.map((step) => ({ name: step, points: points(ours, step) })),
    { name: "plain client, first import", points: points(plain, "first import"), isReference: true },
  ];
}

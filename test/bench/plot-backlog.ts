import { count } from "./count.ts";
import type { Chart } from "./plot.ts";
import type { Measurement } from "./plot-files.ts";

export type BacklogFigures = {
  readonly messages: number;
  readonly clients: number;
  readonly perSecond: number;
  /** When Zendesk was back (seconds). */
  readonly backAt_s: number;
  readonly samples: readonly { readonly t_s: number; readonly waiting_keys: number }[];
};

export function backlogCharts({
  messages,
  clients,
  perSecond,
  backAt_s: backAt,
  samples,
  machine,
  measuredOn,
}: BacklogFigures & Measurement): Readonly<Record<string, Chart>> {
  const most = Math.max(...samples.map(({ waiting_keys: waiting }) => waiting));
  return {
    "backlog-drain": {
      title: `A backlog of ${count(messages)} messages about ${count(clients)} clients`,
      subtitle: `${count(perSecond)} messages a second while Zendesk is away; ${machine}, ${measuredOn}`,
      x: { label: "seconds", scale: "linear" },
      y: { label: "clients that wait", scale: "linear" },
      lines: [
        {
          name: "clients that wait",
          points: samples.map(({ t_s: x, waiting_keys: y }) => ({ x, y })),
        },
        {
          name: "Zendesk is back",
          points: [
            { x: backAt, y: 0 },
            { x: backAt, y: most },
          ],
          isReference: true,
        },
      ],
    },
  };
}

import { count } from "./count.ts";
import { goal } from "./goal.ts";
import { markdownTable } from "./markdown-table.ts";
import type { MeasuredTickets, SingleEvent } from "./measure-tickets.ts";
import { middleOf } from "./middle-of.ts";
import { perMinute, type TicketFigures } from "./ticket-figures.ts";

export type TicketCosts = MeasuredTickets & { readonly plain: TicketFigures };

/** A table in Markdown, what the calls were, and a sentence for each goal. */
export function ticketReport({ singles, burst, plain }: TicketCosts): string {
  return [
    ...markdownTable([
      heads,
      [
        "los-sync",
        ...figures(burst),
        `${burst.processorSeconds.toFixed(1)} s`,
        `${burst.peakMb.toFixed(0)} MB`,
      ],
      ["plain client", ...figures(plain), "–", "–"],
    ]),
    "",
    `${count(burst.events)} events, ${count(burst.events - burst.size)} of them of our own writes. Calls: ${Object.entries(
      burst.callsByKind,
    )
      .map(([kind, calls]) => `${count(calls)} × ${kind}`)
      .join(", ")}`,
    "",
    ...goals({ singles, burst, plain }),
  ].join("\n");
}

const heads = [
  "who",
  "tickets",
  "until all are right",
  "right per minute",
  "calls",
  "per ticket",
  "429s",
  "most calls in a minute",
  "a ticket waits (median)",
  "processor",
  "peak memory",
];

function figures(run: TicketFigures): string[] {
  return [
    count(run.size),
    `${(run.wallMs / 1000).toFixed(1)} s`,
    count(Math.round(perMinute(run))),
    count(run.calls),
    (run.calls / run.size).toFixed(4),
    count(run.refused),
    count(run.mostCallsInAMinute),
    `${(middleOf(run.tookMs) / 1000).toFixed(1)} s`,
  ];
}

function goals({ singles, burst, plain }: TicketCosts): string[] {
  const perTicket = burst.calls / burst.size;
  const times = perMinute(burst) / perMinute(plain);
  const words = `${times.toFixed(1)} times as many tickets right per minute as the plain client (goal 20)`;
  return [
    goal(perTicket <= 0.05, `${perTicket.toFixed(4)} calls per ticket (goal 0.05), echoes included`),
    plain.refused > 0
      ? goal(times >= 20, words)
      : `no verdict: the plain client met no limit, let it do more tickets; ${words}`,
    goal(burst.refused === 0, `429s of our own doing: ${burst.refused} (goal 0)`),
    singlesGoal(singles),
  ];
}

function singlesGoal(singles: readonly SingleEvent[]): string {
  const tookMs = singles.map((single) => single.tookMs).toSorted((one, other) => one - other);
  const worst = tookMs.at(-1) ?? Infinity;
  const mostCalls = Math.max(...singles.map(({ calls }) => calls));
  return goal(
    worst < 1000 && mostCalls <= 2,
    `${singles.length} single events on an idle service: right after ${(middleOf(tookMs) / 1000).toFixed(2)} s (median), ` +
      `${(worst / 1000).toFixed(2)} s (worst; goal 1), for ${singles.map(({ calls }) => calls).join(", ")} calls each, ` +
      "echoes included (goal one, and at most one read)",
  );
}

import type { BacklogFigures, BacklogOptions } from "./backlog-run.ts";
import { count } from "./count.ts";
import { goal } from "./goal.ts";
import { markdownTable } from "./markdown-table.ts";
import { shareOf } from "./share-of.ts";

const callsPerClientGoal = 1.1;
const budgetGoal = 0.95;

/** Of the 700 calls a minute of Zendesk Suite Enterprise three quarters are ours; of these bulk work may use four fifths. */
const ourCallsPerMinute = 525;
const bulkCallsPerMinute = 420;

const megabyte = 1024 * 1024;

/** Tables in Markdown, and a sentence for each goal. */
export function backlogReport(figures: BacklogFigures, options: BacklogOptions): string {
  return [
    ...markdownTable([["while Zendesk is away", ""], ...awayRows(figures, options)]),
    "",
    ...markdownTable([["when it is back", ""], ...backRows(figures, options)]),
    "",
    ...goals(figures, options),
  ].join("\n");
}

function awayRows(figures: BacklogFigures, { messages, clients }: BacklogOptions): string[][] {
  const { windows, sendMs, weight, samples, backAtSecond } = figures;
  const p99s = windows.map(({ p99 }) => p99).toSorted((one, other) => one - other);
  const p50s = windows.map(({ p50 }) => p50).toSorted((one, other) => one - other);
  const away = samples.filter(({ t_s }) => t_s <= backAtSecond);
  return [
    ["signed messages, one webhook each", `${count(messages)} about ${count(clients)} clients`],
    ["taken", `${count(Math.round((messages * 1000) / sendMs))} a second, for ${words(sendMs)}`],
    [
      `answered within (${windows.length} windows of 5 s)`,
      `p50 ${ms(shareOf(p50s, 0.5))} in the median window, ${ms(shareOf(p50s, 1))} in the slowest; p99 ${ms(shareOf(p99s, 0.5))} and ${ms(shareOf(p99s, 1))}`,
    ],
    ["other answers than 202, sent again", count(windows.reduce((sum, { refused }) => sum + refused, 0))],
    ["keys that wait at the end", count(figures.waitingKeys)],
    ["Redis, for a key that waits in it", `${Math.round(figures.waitingKeyBytes)} bytes`],
    ["Redis, all of it at most", `${Math.max(0, ...away.map(({ redis_mb }) => redis_mb))} MB`],
    ["PostgreSQL, for a message and its statement", `${perMessage(weight)} bytes`],
    ["PostgreSQL, all of it", `${count(Math.round(weight.database / megabyte))} MB`],
    ...(["messages", "statements", "clients", "work"] as const).map((table) => [
      `rows of ${table}`,
      `${count(weight.tables[table]!.rows)}, ${Math.round(weight.tables[table]!.bytes / megabyte)} MB`,
    ]),
    ["http process, worker (at the first sample, at most)", memory(figures)],
    ["calls to Zendesk, all refused", count(figures.callsWhileAway)],
  ];
}

function backRows(figures: BacklogFigures, { clients, minuteMs }: BacklogOptions): string[][] {
  const { calls, drainMs, mostCallsInAMinute, jobsInFlight, refused } = figures;
  const perMinute = (calls * minuteMs) / drainMs;
  return [
    ["until nothing waits", `${words(drainMs)} here, ${words((drainMs * 60_000) / minuteMs)} at Zendesk`],
    ["calls", `${count(calls)}, ${(calls / clients).toFixed(3)} per client`],
    ["calls in a minute of Zendesk's", `${Math.round(perMinute)}; ${mostCallsInAMinute} in the busiest`],
    [
      "share of the budget",
      `${percent(perMinute / ourCallsPerMinute)} of our ${ourCallsPerMinute}, ${percent(perMinute / bulkCallsPerMinute)} of what bulk work may use`,
    ],
    ["bulk jobs under way on average", jobsInFlight.toFixed(1)],
    ["429s of our own doing", count(refused)],
  ];
}

function goals(figures: BacklogFigures, { messages, clients, minuteMs }: BacklogOptions): string[] {
  const { calls, drainMs, kept, right, jobsInFlight } = figures;
  const perClient = calls / clients;
  const share = (calls * minuteMs) / drainMs / bulkCallsPerMinute;
  return [
    goal(
      perClient <= callsPerClientGoal,
      `${perClient.toFixed(3)} calls per client (goal at most ${callsPerClientGoal})`,
    ),
    share >= budgetGoal
      ? goal(true, `draining used ${percent(share)} of the calls that bulk work may make (goal 95 %)`)
      : `no verdict: draining used ${percent(share)} of the calls that bulk work may make (goal 95 %); a hundred clients go in a handful of calls, so that calls do not bound it: live work looks at 4 × 100 clients at a time, and ${jobsInFlight.toFixed(1)} bulk jobs were under way on average`,
    goal(kept === messages, `${count(kept)} of ${count(messages)} messages are in the database`),
    goal(
      right === clients,
      `${count(right)} of ${count(clients)} organizations are as the last message says`,
    ),
  ];
}

function perMessage({ tables }: BacklogFigures["weight"]): string {
  const { messages, statements } = tables;
  return count(Math.round((messages!.bytes + statements!.bytes) / Math.max(1, messages!.rows)));
}

function memory({ samples }: BacklogFigures): string {
  const [first] = samples;
  const most = (of: "http_mb" | "worker_mb"): number => Math.max(0, ...samples.map((sample) => sample[of]));
  return `${first?.http_mb ?? 0} and ${most("http_mb")} MB, ${first?.worker_mb ?? 0} and ${most("worker_mb")} MB`;
}

function ms(number: number): string {
  return `${number.toFixed(1)} ms`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

function words(tookMs: number): string {
  return tookMs < 120_000 ? `${(tookMs / 1000).toFixed(1)} s` : `${(tookMs / 60_000).toFixed(1)} min`;
}

import type { Instant } from "../../src/domain/instant.ts";
import type { Message } from "../../src/jobs/inbox.ts";
import type { ManyWork, Work } from "../../src/jobs/ports.ts";

/** A mistake that somebody could make in `src`, made from outside, to see whether the simulation finds it. */
export type PlantedBug = {
  readonly name: string;
  readonly what: string;
  /** So many worlds, from the first on, are enough to find it. */
  readonly foundWithin: number;
  readonly statement?: (text: string) => string;
  readonly work?: (work: Work & ManyWork) => Work & ManyWork;
  readonly message?: (message: Message, now: Instant) => Message;
  readonly sweeps?: false;
};

const isCurrent = "case when work.version = held.version then";

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: "lost-update",
    what: "settling says that the newest version was applied, instead of the one that was seen",
    foundWithin: 100,
    statement: (text) =>
      text
        .replace("applied_version = held.version,", "applied_version = work.version,")
        .replaceAll(isCurrent, "case when true then")
        .replace("work.version > held.version as again", "false as again"),
  },
  {
    name: "missing-fence",
    what: "settling and holding do not ask whether somebody else has taken the lease since",
    foundWithin: 100,
    statement: (text) =>
      text
        .replace("and work.epoch = held.epoch", "")
        .replace(/and epoch = (\$\d+)/, "and $1::bigint is not null"),
  },
  {
    name: "later-arrival",
    what: "of two values the one that came in later counts, whichever was said later",
    foundWithin: 10,
    message: (message, now) => ({
      ...message,
      statements: message.statements.map((statement) => ({ ...statement, occurredAt: now })),
    }),
  },
  {
    name: "no-lease",
    what: "taking does not ask whether somebody else holds the lease",
    foundWithin: 10,
    statement: (text) =>
      text.replaceAll(
        /and (?:coalesce\(lease_until, (?:\w+\.)?now\(\)\) <= now\(\)|lease_until is null)/g,
        "",
      ),
  },
  {
    name: "no-doubt",
    what: "who finds that its lease was lost does not say that it may have written late",
    foundWithin: 3000,
    work: (work) => ({ ...work, doubt: async () => {} }),
  },
  {
    name: "still-agreed",
    what: "what is about to be written counts as agreed on all the same",
    foundWithin: 3000,
    statement: (text) => text.replace(" - written.keys", ""),
  },
  {
    name: "no-sweep",
    what: "nobody looks for work whose wake-up was lost",
    foundWithin: 30,
    sweeps: false,
  },
];

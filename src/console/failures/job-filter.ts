import { z } from "zod";

import { printable } from "../../domain/printable.ts";
import { workKinds } from "../../jobs/ports.ts";
import { type JobFilter, jobStates } from "../../operations/job.ts";
import { Unfit } from "../../operations/refusals.ts";

/** An empty field of a form says nothing. */
function text(longest: number) {
  return z
    .string()
    .trim()
    .max(longest, `is longer than ${longest} characters`)
    .regex(printable, "has control characters")
    .transform((given) => (given === "" ? undefined : given))
    .optional();
}

const instant = z
  .string()
  .trim()
  // What a browser's field of date and time sends has neither seconds nor zone; here it is UTC.
  .transform((given) => (/T\d\d:\d\d(:\d\d)?$/.test(given) ? `${given}Z` : given))
  .transform((given, context) => {
    if (given === "") return undefined;
    const at = new Date(given);
    if (!Number.isNaN(at.getTime())) return at;
    context.addIssue({ code: "custom", message: "is no time: write 2026-11-20T15:04 (UTC)" });
    return z.NEVER;
  })
  .optional();

const filter = z.object({
  state: text(20).pipe(z.enum(jobStates).optional()),
  cause: text(200),
  kind: text(20).pipe(z.enum(workKinds).optional()),
  client: text(100),
  since: instant,
  until: instant,
  attempts: text(20)
    .transform((given) => (given === undefined ? undefined : Number(given)))
    .pipe(z.number().int().min(0).max(1_000_000).optional()),
});

/** A filter of jobs as a page's address or form says it. @throws Unfit */
export function readJobFilter(query: URLSearchParams): JobFilter {
  const read = filter.safeParse(Object.fromEntries(query));
  if (!read.success) {
    throw new Unfit(read.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; "));
  }
  const { client: clientId, ...others } = read.data;
  return Object.fromEntries(
    Object.entries({ ...others, clientId }).filter(([, value]) => value !== undefined),
  );
}

/** The same for an address. */
export function jobFilterQuery({ clientId, since, until, attempts, ...words }: JobFilter): URLSearchParams {
  const query = new URLSearchParams();
  const said = {
    state: words.state,
    cause: words.cause,
    kind: words.kind,
    client: clientId,
    since: since?.toISOString(),
    until: until?.toISOString(),
    attempts: attempts?.toString(),
  };
  for (const [name, value] of Object.entries(said)) if (value !== undefined) query.set(name, value);
  return query;
}

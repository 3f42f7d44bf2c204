import { basename } from "node:path";

import { DateTime } from "luxon";

import { type Instant, instantOf } from "../domain/instant.ts";
import { text } from "../facts/text.ts";
import { type ChangeList, openChangeList } from "./change-list.ts";
import { readInstant } from "./instant-option.ts";
import { type Io, UsageError } from "./io.ts";
import { occurredAtOf } from "./occurred-at.ts";
import type { OpenClients } from "./open-clients.ts";

/** A change set as the command line names it. */
export type ChangeOptions = {
  readonly file: string;
  readonly changeSetId: string;
  readonly occurredAt: Instant | undefined;
  readonly effectiveAt: Instant | undefined;
};

/** Without a name, the file's. @throws UsageError */
export function readChangeOptions(
  command: string,
  positionals: readonly string[],
  values: { readonly name?: string; readonly "occurred-at"?: string; readonly "effective-at"?: string },
): ChangeOptions {
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError(`${command} takes one file`);
  const name = text(255).safeParse(values.name ?? basename(file, ".csv"));
  if (!name.success) throw new UsageError("--name is the name of the change set, up to 255 characters");
  return {
    file,
    changeSetId: name.data,
    occurredAt: readInstant("--occurred-at", values["occurred-at"]),
    effectiveAt: readInstant("--effective-at", values["effective-at"]),
  };
}

/** Reads the file, and tells what is wrong with it. */
export async function openChanges(
  { occurredAt, ...options }: ChangeOptions,
  { catalogue }: Pick<OpenClients, "catalogue">,
  io: Io,
): Promise<ChangeList> {
  const list = await openChangeList({
    ...options,
    catalogue,
    occurredAt: await occurredAtOf(options.file, occurredAt),
    now: instantOf(DateTime.utc()),
    tell: io.err,
  });
  if (list.goodRows === 0) io.err(`${options.file} has no changes; nothing is changed`);
  return list;
}

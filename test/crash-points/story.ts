import { expect } from "vitest";

import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import type { Database } from "../../src/store/database.ts";

export type World = {
  readonly sandbox: Sandbox;
  readonly db: Database;
  /** Of any process of the service. */
  readonly env: Readonly<Record<string, string>>;
};

/** Sends one message to the service at this address; throws when there is no answer. */
export type Saying = (url: string) => Promise<{ readonly status: number }>;

/** What leads a process to a crash point, and what has to be true when its successor is done. */
export type Story = {
  readonly sandbox?: SandboxOptions;
  /** What was before the process that dies. */
  readonly before?: (world: World) => Promise<void>;
  /** What senders say, one after the other, each until it is answered 202. */
  readonly sayings?: (world: World) => readonly Saying[];
  /** What happens between the death and the start of the successor. */
  readonly between?: (world: World) => Promise<void>;
  /** Expects of Zendesk that everything is there, once, and nothing stale; of us that nothing was left out. */
  readonly atLast: (world: World) => void | Promise<void>;
};

/** These are all organizations there are, in the order of their external ids, their tags in that of the alphabet. */
export function expectOrganizations(sandbox: Sandbox, expected: readonly object[]): void {
  const actual = sandbox.account.organizations
    .list()
    .map(({ tags, ...rest }) => ({ ...rest, tags: tags.toSorted() }))
    .toSorted((one, other) => (String(one.external_id) < String(other.external_id) ? -1 : 1));
  expect(actual).toEqual(expected.map((one) => expect.objectContaining(one)));
}

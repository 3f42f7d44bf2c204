import { hash } from "node:crypto";

import { z } from "zod";

import type { ClientFacts, Statement } from "../domain/clients/client.ts";
import type { Instant } from "../domain/instant.ts";
import type { Message } from "../jobs/inbox.ts";
import type { AccountingSchemas } from "./accounting-schemas.ts";
import { parseJson } from "./parse-json.ts";
import { Problem } from "./problems.ts";

type Kind = keyof AccountingSchemas;
type Body<K extends Kind> = z.infer<AccountingSchemas[K]>;

/** So many ignored keys are named; a sender with more has another problem. */
const ignoredNamed = 20;

export type ReadMessage = {
  readonly message: Message;
  /** Keys that the sender wrote and that mean nothing to us. */
  readonly ignored: readonly string[];
};

/** Turns the bytes of a verified message into what it says. @throws Problem */
export function readAccountingMessage(
  kind: Kind,
  id: string,
  body: Buffer,
  schemas: AccountingSchemas,
  now: () => Instant,
): ReadMessage {
  const json = parseJson(body);
  const parsed = schemas[kind].safeParse(json, {
    error: ({ code, input }) =>
      (code === "invalid_type" || code === "invalid_value") && input === undefined ? "is missing" : undefined,
  });
  if (!parsed.success) {
    throw new Problem("invalid-message", "see errors for what is wrong and where", {
      errors: parsed.error.issues.map(({ path, message }) => ({ path: z.core.toDotPath(path), message })),
    });
  }
  const effectiveAt = effectiveAtOf(parsed.data);
  const statements = statementsOf(id, parsed.data);
  return {
    message: {
      source: "accounting",
      id,
      kind,
      body,
      digest: hash("sha256", JSON.stringify([kind, effectiveAt, statements])),
      occurredAt: parsed.data.occurredAt,
      effectiveAt: effectiveAt !== null && effectiveAt > now() ? effectiveAt : null,
      statements,
      ...("changes" in parsed.data && { changeSetId: parsed.data.changeSetId }),
    },
    ignored: Object.keys(json as object)
      .filter((key) => !Object.hasOwn(schemas[kind].shape, key))
      .slice(0, ignoredNamed),
  };
}

function effectiveAtOf(data: Body<Kind>): Instant | null {
  return "changes" in data ? (data.effectiveAt ?? null) : null;
}

function statementsOf(messageId: string, data: Body<Kind>): Statement[] {
  const { occurredAt } = data;
  if ("changes" in data) {
    return data.changes.map(({ clientId, segment, serviceLevel }) => ({
      clientId,
      messageId,
      occurredAt,
      says: { segment, serviceLevel: serviceLevel ?? null },
    }));
  }
  const { clientId, occurredAt: _, ...said } = data;
  return [{ clientId, messageId, occurredAt, says: withoutUndefined(said) }];
}

/** JSON has no undefined: a field that is absent says nothing. */
function withoutUndefined(said: Readonly<Record<string, unknown>>): Partial<ClientFacts> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

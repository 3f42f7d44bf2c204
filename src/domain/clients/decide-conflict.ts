import { blockingCauses, type ConflictCause, type Decision } from "./conflict.ts";
import { choicesOf, type Standoff } from "./conflict-choices.ts";
import { unfitName } from "./unfit-name.ts";

/** What a person decided, and of which conflict. */
export type ConflictDecision = {
  /** Of the conflict. */
  readonly id: string;
  readonly standoff: Standoff;
  readonly decision: Decision;
  /** For renaming; trimmed. */
  readonly name: string;
};

/** The job of a client. */
export type ClientJob = {
  readonly clientId: string;
  /** An attempt is under way or to come. */
  readonly isPending: boolean;
  /** An attempt is under way. */
  readonly isHeld: boolean;
};

/** Whether nothing is written for the client while it is open. */
export function isBlocking(cause: ConflictCause): boolean {
  return blockingCauses.some((blocking) => blocking === cause);
}

/** The ids of the clients that it concerns: to take an organization from another client concerns that one, too. */
export function concernedBy({
  standoff: { clientId, about },
  decision,
}: Pick<ConflictDecision, "standoff" | "decision">): readonly string[] {
  return decision === "adopt" && about.otherClientId !== undefined
    ? [clientId, about.otherClientId]
    : [clientId];
}

/** Why it cannot be decided so, in words for a person; undefined when it can. */
export function unfitDecision({ id, standoff, decision, name }: ConflictDecision): string | undefined {
  const choices = choicesOf(standoff).map((choice) => choice.decision);
  if (!choices.includes(decision)) {
    return `conflict ${id} cannot be decided by "${decision}": there are ${choices.join(", ")}`;
  }
  return decision === "rename" ? unfitName(name, standoff.about) : undefined;
}

/**
 * Why it cannot be decided now, in words for a person; undefined when it can: an attempt under way decides by what was
 * known before, and would undo the decision without a word. `jobs` are those of `lockedIds`, whom it concerned when they
 * were locked.
 */
export function untimelyDecision(
  decided: ConflictDecision,
  lockedIds: readonly string[],
  jobs: readonly ClientJob[],
): string | undefined {
  const { id, standoff, decision } = decided;
  if (concernedBy(decided).join() !== lockedIds.join()) {
    return `conflict ${id} is with another client by now: look at it again`;
  }
  const held = jobs.find(({ isHeld }) => isHeld);
  if (held) return `client ${held.clientId} is being looked at right now: decide again in a few seconds`;
  if (decision === "ignore" && isBlocking(standoff.cause) && jobs.some(({ isPending }) => isPending)) {
    return `client ${standoff.clientId} is being looked at again: wait until that is over`;
  }
  return undefined;
}

/** A link that would keep a decision from being carried out. */
export type LinkToUndo =
  /** The client is linked to nothing any more; with `organizationId` only if it is linked to that. */
  | { readonly kind: "forget"; readonly clientId: string; readonly organizationId?: number }
  /** The link stays, and nothing counts as agreed any more. */
  | { readonly kind: "unconfirm"; readonly clientId: string };

/** Undefined when none is in the way. */
export function linkToUndo({
  standoff: { cause, clientId, about },
  decision,
}: Pick<ConflictDecision, "standoff" | "decision">): LinkToUndo | undefined {
  const { otherClientId, organization } = about;
  if (decision === "adopt" && otherClientId !== undefined && organization) {
    return { kind: "forget", clientId: otherClientId, organizationId: organization.id };
  }
  if (decision === "restore" && cause === "organization-deleted") return { kind: "forget", clientId };
  if (decision === "restore" && cause === "manual-edit") return { kind: "unconfirm", clientId };
  return undefined;
}

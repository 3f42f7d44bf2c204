import { envelope, type Envelope } from "../support/accounting.ts";
import { clientIdOf, factsOf } from "./bench-clients.ts";

const firstAt = Date.UTC(2026, 10, 20, 15);

/**
 * One message of a backlog, by its number. All clients come in once, then each gets another account manager, and again
 * another, so that of everything that is said of a client the last is what counts.
 */
export function backlogMessage(number: number, clients: number): Envelope {
  const [client, round] = [number % clients, Math.floor(number / clients)];
  const clientId = clientIdOf(client);
  const occurredAt = new Date(firstAt + round * 1000).toISOString();
  const { serviceLevel: _, accountManager: _first, ...facts } = factsOf(client);
  const accountManager = managerOf(round);
  return round === 0
    ? envelope("new-client", { clientId, occurredAt, ...facts, accountManager }, `backlog-${number}`)
    : envelope("assignments", { clientId, occurredAt, accountManager }, `backlog-${number}`);
}

/** The account manager that a client has after so many rounds. */
export function managerOf(round: number): string {
  return `Manager ${round}`;
}

import { parseArgs } from "node:util";

import { DateTime } from "luxon";

import { explainLevel, explainOption } from "../domain/explain/explain-level.ts";
import { explainTicket } from "../domain/explain/explain-ticket.ts";
import { levelIn } from "../domain/clients/organization.ts";
import { findLiveTicket } from "../zendesk/find-live-ticket.ts";
import { listGroups } from "../zendesk/groups.ts";
import { createOrganizations } from "../zendesk/organizations.ts";
import { clientExplanationText } from "./client-explanation-text.ts";
import { clientExplanationJson, ticketExplanationJson } from "./explanation-json.ts";
import { exit, type Io, outputOf, UsageError } from "./io.ts";
import { type OpenSetup, openSetup } from "./open-setup.ts";
import { ticketExplanationText } from "./ticket-explanation-text.ts";

/** Which service level, which policy, which targets, and why; by how Zendesk is now. */
export async function explainPolicies(args: readonly string[], io: Io): Promise<number> {
  const { ticketId, clientId, output } = read(args);
  const opened = await openSetup(io);
  const told =
    ticketId === undefined ? await tellOfClient(clientId, opened) : await tellOfTicket(ticketId, opened);
  if ("missing" in told) {
    io.err(told.missing);
    return exit.problem;
  }
  io.out(output === "json" ? JSON.stringify(told.json, null, 2) : told.text);
  return exit.done;
}

type Told = { readonly missing: string } | { readonly json: object; readonly text: string };

function read(args: readonly string[]): {
  readonly ticketId: number | undefined;
  readonly clientId: string;
  readonly output: "table" | "json";
} {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ticket: { type: "string" },
      client: { type: "string" },
      output: { type: "string", default: "table" },
    },
  });
  const { ticket, client } = values;
  if ((ticket === undefined) === (client === undefined)) {
    throw new UsageError("explain takes --ticket ID or --client ID");
  }
  if (ticket !== undefined && !/^[1-9]\d{0,15}$/.test(ticket)) {
    throw new UsageError(`--ticket is the number of a ticket, not "${ticket}"`);
  }
  return {
    ticketId: ticket === undefined ? undefined : Number(ticket),
    clientId: client ?? "",
    output: outputOf(values.output),
  };
}

async function tellOfTicket(id: number, { zendesk, catalogue }: OpenSetup): Promise<Told> {
  const [ticket, groups] = await Promise.all([findLiveTicket(zendesk, id), listGroups(zendesk)]);
  if (!ticket) return { missing: `Zendesk has no ticket ${id}` };
  const { organizationId } = ticket;
  const organization =
    organizationId === null ? undefined : await createOrganizations(zendesk).findById(organizationId);
  const option = organization ? levelIn(organization).level : null;
  const now = DateTime.utc();
  const explanation = explainTicket(ticket, option, catalogue, groups, now);
  const whose = organization ? `of "${organization.name}"` : "of no organization";
  return {
    json: ticketExplanationJson(ticket, explanation),
    text: ticketExplanationText({ ticket, whose, option, explanation }),
  };
}

async function tellOfClient(id: string, { zendesk, catalogue }: OpenSetup): Promise<Told> {
  const organization = await createOrganizations(zendesk).findByExternalId(id);
  if (!organization) return { missing: `no organization in Zendesk has the external id "${id}"` };
  const option = levelIn(organization).level;
  const choice = explainOption(option, catalogue);
  const promises = explainLevel(choice.level, catalogue);
  const who = `${id} "${organization.name}"`;
  return {
    json: clientExplanationJson(id, choice, promises),
    text: clientExplanationText({ who, option, choice, promises }),
  };
}

import type { NewTicket } from "../../src/sandbox/tickets.ts";
import { createOrganizationsById } from "../../src/zendesk/organization-levels.ts";
import { createTickets } from "../../src/zendesk/tickets.ts";
import { fakeTickets } from "../support/fake-tickets.ts";
import { quickJobs } from "../support/quick-jobs.ts";
import { sandboxAndClient } from "../support/sandbox-client.ts";
import { type AccountOfTickets, type ByHand, describeTickets } from "./tickets-contract.ts";

describeTickets("the fake", async () => {
  const tickets = fakeTickets();
  for (const name of ["Support", "SEO"]) tickets.createGroup(name);
  let organizations = 0;
  return {
    tickets,
    createByHand: (ticket) => tickets.createByHand(ticket).id,
    editByHand: (id, edit) => void tickets.editByHand(id, edit),
    removeByHand: (id) => tickets.removeByHand(id),
    createOrganization(level) {
      organizations += 1;
      tickets.setLevel(organizations, level);
      return organizations;
    },
    failNextJob: () => tickets.mishap({ kind: "unsure", afterShare: 0.5 }),
  };
});

describeTickets("Zendesk's API", async () => await sandboxAccount(true));

describeTickets(
  "Zendesk's API, if one ticket's update ignores tags",
  async () => await sandboxAccount(false),
);

async function sandboxAccount(singleUpdateTags: boolean): Promise<AccountOfTickets> {
  let now = Date.parse("2026-11-20T15:00:00Z");
  const { sandbox, client } = await sandboxAndClient({
    now: () => new Date(now),
    jobs: { startDelayMs: 0, rowsPerSecond: Infinity },
    groups: [{ name: "Support" }, { name: "SEO" }],
    singleUpdateTags,
  });
  const aSecondLater = <Result>(happens: () => Result): Result => {
    now += 1000;
    return happens();
  };
  return {
    tickets: { ...createTickets(client, quickJobs(client)), ...createOrganizationsById(client) },
    createByHand: (ticket) => aSecondLater(() => sandbox.createTicket(rowOf(ticket)).id),
    editByHand: (id, edit) => aSecondLater(() => void sandbox.editTicket(id, rowOf(edit))),
    removeByHand: (id) => aSecondLater(() => sandbox.deleteTicket(id)),
    createOrganization: (level) =>
      sandbox.createOrganization({
        name: `Client ${level}`,
        organization_fields: { client_service_level: level },
      }).id,
    failNextJob: () => sandbox.tellJobFaults([{ kind: "fail", doneShare: 0.5, times: 1 }]),
  };
}

function rowOf({ organizationId, channel, tags, status, groupId, ...same }: ByHand): NewTicket {
  return {
    ...same,
    ...(organizationId !== undefined && { organization_id: organizationId }),
    ...(groupId !== undefined && { group_id: groupId }),
    ...(typeof channel === "string" && { via: { channel } }),
    ...(tags && { tags: [...tags] }),
    ...(status && status !== "deleted" && { status }),
  };
}

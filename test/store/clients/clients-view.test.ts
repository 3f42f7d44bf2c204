import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ClientsView } from "../../../src/operations/client.ts";
import { BadCursor } from "../../../src/operations/refusals.ts";
import { searchClients } from "../../../src/store/clients/client-search.ts";
import { createClientsView } from "../../../src/store/clients/clients-view.ts";
import { createConflicts } from "../../../src/store/conflicts/conflicts.ts";
import { createJobs } from "../../../src/store/jobs/jobs.ts";
import { aTicket } from "../../domain/tickets/ticket-world.ts";
import { aDesire, anOrganization, at, theCatalogue } from "../../support/builders.ts";
import { freshStore, type Store } from "../fresh-store.ts";
import { aMessage, aTicketEvent } from "../messages.ts";

let store: Store;
let view: ClientsView;
beforeAll(async () => {
  store = await freshStore();
  const options = { catalogue: theCatalogue, wake: () => {}, zendeskUrl: "https://acme.zendesk.com" };
  const jobs = createJobs(store.db, options);
  const conflicts = createConflicts(store.db, options);
  view = createClientsView(store.db, { jobs, conflicts, zendeskUrl: options.zendeskUrl });
  await store.inbox.accept(
    aMessage("msg_1", [
      { clientId: "C-1", name: "Zander's Hotel", segment: "VIP", domains: ["zander.example"] },
      { clientId: "C-2", name: "acme 100%_sure", segment: "SMB", domains: ["Acme.example"] },
      { clientId: "C-3", name: "Acme", segment: "SMB", domains: null },
    ]),
  );
  await store.inbox.accept(
    aMessage("msg_2", { clientId: "D-9", accountManager: "Lee Park" }, { kind: "assignments" }),
  );
  await store.links.confirm(aDesire({ externalId: "C-1" }), anOrganization({ id: 7001, externalId: "C-1" }));
  await store.inbox.accept(
    aTicketEvent("evt_1", aTicket({ id: 5, organizationId: 7001, status: "open", tags: ["los_vip", "x"] })),
  );
});
afterAll(async () => await store[Symbol.asyncDispose]());

describe("a search for clients", () => {
  it.each([
    ["", ["C-3", "C-2", "D-9", "C-1"]],
    ["hOtEl", ["C-1"]],
    ["c-", ["C-3", "C-2", "C-1"]],
    ["D-9", ["D-9"]],
    ["zander.example", ["C-1"]],
    ["acme.exam", ["C-2"]],
    ["100%_", ["C-2"]],
    ["0%s", []],
    ["nobody", []],
    ["nul\0", []],
  ])("for %j finds %j", async (text, ids) => {
    const { rows, next } = await view.search(text, { limit: 10 });

    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(next).toBeUndefined();
  });

  it("says of each what it has", async () => {
    const { rows } = await view.search("hotel", { limit: 10 });

    expect(rows).toEqual([
      {
        id: "C-1",
        name: "Zander's Hotel",
        segment: "VIP",
        serviceLevel: null,
        organizationId: 7001,
        state: "pending",
        cause: null,
      },
    ]);
  });

  it("goes on where a page ended", async () => {
    const first = await view.search("", { limit: 3 });
    const rest = await view.search("", { limit: 3, cursor: first.next });

    expect(first.rows.map(({ id }) => id)).toEqual(["C-3", "C-2", "D-9"]);
    expect(rest.rows.map(({ id }) => id)).toEqual(["C-1"]);
    expect(rest.next).toBeUndefined();
  });

  it.each(["x", Buffer.from('["a"]').toString("base64url"), Buffer.from("[1").toString("base64url")])(
    "refuses the cursor %s, which no page gave out",
    async (cursor) => {
      await expect(view.search("", { limit: 3, cursor })).rejects.toThrow(BadCursor);
    },
  );

  it("finds the last of very many domains, and a very long name", async () => {
    await using other = await freshStore();
    const domains = Array.from({ length: 100 }, (_, index) => `${`${index}-`.padEnd(60, "x")}.example`);
    await other.inbox.accept(aMessage("msg_1", { name: "🏨".repeat(127), segment: "VIP", domains }));

    for (const text of [domains.at(-1) ?? "", "🏨🏨"]) {
      const { rows } = await searchClients(other.db, text, { limit: 1 });
      expect(rows.map(({ id }) => id)).toEqual(["C-1"]);
    }
  });
});

describe("what is known of a client", () => {
  it("is each field with where it came from, its organization, its work and its tickets", async () => {
    const client = await view.find("C-1");

    expect(client).toMatchObject({
      id: "C-1",
      name: "Zander's Hotel",
      isKnown: true,
      organization: {
        id: 7001,
        url: "https://acme.zendesk.com/agent/organizations/7001",
        confirmed: { externalId: "C-1" },
        isDoubted: false,
      },
      job: { kind: "reconcile-client", key: "C-1", state: "pending" },
      conflicts: [],
      onboarding: { isComplete: false },
      openTickets: [
        { id: 5, url: "https://acme.zendesk.com/agent/tickets/5", status: "open", level: "los_vip" },
      ],
    });
    expect(client?.fields.find(({ field }) => field === "segment")).toEqual({
      field: "segment",
      value: "VIP",
      occurredAt: at(0),
      messageId: "msg_1",
      source: "accounting",
      kind: "new-client",
    });
  });

  it("is little when only a reply came", async () => {
    expect(await view.find("D-9")).toMatchObject({ isKnown: false, organization: null, job: null });
  });

  it("is nothing when nobody told us of it", async () => {
    expect(await view.find("C-404")).toBeUndefined();
  });
});

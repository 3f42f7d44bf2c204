import { describe, expect, it } from "vitest";
import type { RecordChange } from "../../src/sandbox/record-changes.ts";
import { calling } from "./calling.ts";
import type { Calling } from "./calling.ts";

const admin = 31204500000146;
const agent = 31204500000082;

function heardIn({ sandbox }: Calling): readonly RecordChange[] {
  const heard: RecordChange[] = [];
  sandbox.account.changes.listen((change) => void heard.push(change));
  return heard;
}

describe("what happens in the account is told", () => {
  it("with how a ticket was and is, and who did it", async () => {
    await using zendesk = await calling();
    const heard = heardIn(zendesk);

    await zendesk.call("POST", "/api/v2/tickets", { ticket: { subject: "A" } });
    zendesk.sandbox.editTicket(1, { priority: "high" });
    zendesk.sandbox.deleteTicket(1);

    expect(heard).toMatchObject([
      { kind: "ticket", actorId: admin, before: undefined, after: { id: 1, priority: null } },
      { kind: "ticket", actorId: agent, before: { priority: null }, after: { priority: "high" } },
      { kind: "ticket", actorId: agent, before: { priority: "high" }, after: undefined },
    ]);
  });

  it("of organizations too, each field and tag in one", async () => {
    await using zendesk = await calling();
    const heard = heardIn(zendesk);

    const id = await zendesk.create({ name: "Acme" });
    zendesk.sandbox.editOrganization(id, { organization_fields: { client_segment: "segment_vip" } });
    await zendesk.call("DELETE", `/sandbox/organizations/${id}`);

    expect(heard).toMatchObject([
      { kind: "organization", actorId: admin, before: undefined, after: { name: "Acme" } },
      { actorId: agent, before: { tags: [] }, after: { tags: ["segment_vip"] } },
      { actorId: agent, before: { id }, after: undefined },
    ]);
  });

  it("only when something changed, and not of what was there before", async () => {
    await using zendesk = await calling({ organizations: [{ name: "Acme" }], tickets: [{ subject: "A" }] });
    const heard = heardIn(zendesk);

    zendesk.sandbox.editTicket(1, { subject: "A" });
    zendesk.sandbox.reset();

    expect(heard).toEqual([]);
  });

  it("by the user of the API again after somebody was refused", async () => {
    await using zendesk = await calling({ tickets: [{ status: "closed" }, {}] });
    const heard = heardIn(zendesk);

    expect(() => zendesk.sandbox.editTicket(1, { priority: "low" })).toThrow("closed prevents ticket update");
    await zendesk.call("PUT", "/api/v2/tickets/2", { ticket: { priority: "low" } });

    expect(heard.map(({ actorId }) => actorId)).toEqual([admin]);
  });
});

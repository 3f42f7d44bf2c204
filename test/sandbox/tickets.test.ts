import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";

const acme = 31204500002322;
const organizations = [{ name: "Acme", tags: ["los_vip"] }, { name: "Bright" }];
const path = "/api/v2/tickets";
const support = 31204400000018;
const notFound = { error: "RecordNotFound", description: "Not found" };

const idsIn = (body: unknown): readonly number[] =>
  (body as { readonly tickets: readonly { readonly id: number }[] }).tickets.map(({ id }) => id);

describe("a ticket", () => {
  it("is created with what was given, by the user of the API", async () => {
    const { now } = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now });

    const { status, body } = await zendesk.call("POST", path, {
      ticket: { subject: "Printer on fire", comment: { body: "The smoke is colourful." }, priority: "high" },
    });

    expect(status).toBe(201);
    expect(body).toMatchObject({
      ticket: {
        url: `${zendesk.sandbox.url}/api/v2/tickets/1.json`,
        id: 1,
        subject: "Printer on fire",
        description: "The smoke is colourful.",
        priority: "high",
        status: "new",
        via: { channel: "api" },
        requester_id: 31204500000146,
        created_at: "2026-11-20T15:00:00Z",
        updated_at: "2026-11-20T15:00:00Z",
      },
      audit: { ticket_id: 1, events: expect.any(Array) },
    });
  });

  it("gets the tags of its organization when it is created, and never again", async () => {
    await using zendesk = await calling({ organizations });

    await zendesk.call("POST", path, { ticket: { organization_id: acme, tags: ["Web"] } });
    await zendesk.call("PUT", `/api/v2/organizations/${acme}`, { organization: { tags: ["los_smb"] } });
    await zendesk.call("PUT", `${path}/1`, { ticket: { status: "open" } });
    const { body } = await zendesk.call("GET", `${path}/1.json`);

    expect(body).toMatchObject({ ticket: { status: "open", tags: ["web", "los_vip"] } });
  });

  it("is newer after each update that changes it, or comments on it, and only then", async () => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    const updatedAt = async (ticket: object): Promise<string> => {
      const { body } = await zendesk.call("PUT", `${path}/1`, { ticket });
      return (body as { readonly ticket: { readonly updated_at: string } }).ticket.updated_at;
    };
    await zendesk.call("POST", path, { ticket: { subject: "Printer" } });

    clock.set("2026-11-20T15:00:10Z");
    const same = await updatedAt({ subject: "Printer", tags: [] });
    clock.set("2026-11-20T15:00:20Z");
    const changed = await updatedAt({ priority: "low" });
    clock.set("2026-11-20T15:00:30Z");
    const commented = await updatedAt({ comment: { body: "Any news?" } });

    expect([same, changed, commented]).toEqual([
      "2026-11-20T15:00:00Z",
      "2026-11-20T15:00:20Z",
      "2026-11-20T15:00:30Z",
    ]);
  });

  it("tells in an audit what an update did", async () => {
    await using zendesk = await calling({ tickets: [{ priority: "low", tags: ["web"] }] });

    const { body } = await zendesk.call("PUT", `${path}/1`, {
      ticket: { priority: "urgent", group_id: support, subject: "" },
    });

    expect(body).toMatchObject({
      audit: {
        ticket_id: 1,
        author_id: 31204500000146,
        events: [
          { type: "Change", field_name: "priority", value: "urgent", previous_value: "low" },
          { type: "Change", field_name: "group_id", value: String(support), previous_value: null },
        ],
      },
    });
  });

  it.each([
    [{ tags: ["b", "C"] }, ["b", "c"]],
    [{ additional_tags: ["b", "web"] }, ["web", "los_smb", "b"]],
    [{ remove_tags: ["los_smb", "unknown"] }, ["web"]],
    [{ additional_tags: ["los_vip"], remove_tags: ["los_smb"] }, ["web", "los_vip"]],
  ])("that is updated with %j has the tags %j", async (ticket, tags) => {
    await using zendesk = await calling({ tickets: [{ tags: ["web", "los_smb"] }] });

    const { body } = await zendesk.call("PUT", `${path}/1`, { ticket });

    expect(body).toMatchObject({ ticket: { tags } });
  });

  it("may be told to take single tags only by the documented ways", async () => {
    await using zendesk = await calling({ singleUpdateTags: false, tickets: [{ tags: ["web"] }] });

    const { body, headers } = await zendesk.call("PUT", `${path}/1`, {
      ticket: { additional_tags: ["b"], priority: "low" },
    });

    expect(body).toMatchObject({ ticket: { tags: ["web"], priority: "low" } });
    expect(headers.get("x-zendesk-api-warn")).toContain(`:unpermitted_keys=>["ticket.additional_tags"]`);
  });

  it("cannot be updated once it is closed", async () => {
    await using zendesk = await calling({ tickets: [{ status: "closed" }] });

    const answer = await zendesk.call("PUT", `${path}/1`, { ticket: { status: "open" } });

    expect([answer.status, answer.body]).toEqual([
      422,
      {
        error: "RecordInvalid",
        description: "Record validation errors",
        details: { status: [{ description: "closed prevents ticket update" }] },
      },
    ]);
  });

  it.each([
    ["GET", `${path}/7`],
    ["PUT", `${path}/7`],
    ["GET", "/api/v2/organizations/7/tickets"],
  ])("that does not exist is not found by %s %s", async (method, missing) => {
    await using zendesk = await calling();

    const answer = await zendesk.call(method, missing, method === "PUT" ? { ticket: {} } : undefined);

    expect([answer.status, answer.body]).toEqual([404, notFound]);
  });

  it.each([
    ["POST", path],
    ["PUT", `${path}/1`],
  ])("cannot be given by %s %s to a group that there is not", async (method, address) => {
    await using zendesk = await calling({ tickets: [{ group_id: support }] });

    const answer = await zendesk.call(method, address, { ticket: { group_id: 7 } });

    expect([answer.status, answer.body]).toEqual([
      422,
      {
        error: "RecordInvalid",
        description: "Record validation errors",
        details: { group: [{ description: "Group: is invalid", error: "InvalidValue" }] },
      },
    ]);
    expect(zendesk.sandbox.account.tickets.list()).toMatchObject([{ id: 1, group_id: support }]);
  });

  it("refuses a priority that there is not", async () => {
    await using zendesk = await calling({ tickets: [{}] });

    const { status, text } = await zendesk.call("PUT", `${path}/1`, { ticket: { priority: "vip" } });

    expect(status).toBe(400);
    expect(text).toContain("ticket.priority must be one of the permitted values");
  });
});

describe("a safe update", () => {
  const safely = { safe_update: true, updated_stamp: "2026-11-20T15:00:00Z", priority: "urgent" };

  it.each([true, false, "true"])("with safe_update %j leaves alone what is newer", async (safe) => {
    const clock = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now: clock.now });
    zendesk.sandbox.createTicket({});
    clock.set("2026-11-20T15:00:01Z");
    zendesk.sandbox.editTicket(1, { priority: "low" });

    const answer = await zendesk.call("PUT", `${path}/1`, { ticket: { ...safely, safe_update: safe } });

    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ error: "UpdateConflict" });
    expect(zendesk.sandbox.account.tickets.get(1)).toMatchObject({ priority: "low" });
  });

  it.each([
    ["what was seen is the latest", safely],
    ["nothing says that it is to be safe", { priority: "urgent", updated_stamp: "2026-11-20T14:00:00Z" }],
  ])("is done when %s", async (_, ticket) => {
    const { now } = clockAt("2026-11-20T15:00:00Z");
    await using zendesk = await calling({ now });
    zendesk.sandbox.createTicket({});

    const { status, body } = await zendesk.call("PUT", `${path}/1`, { ticket });

    expect(status).toBe(200);
    expect(body).toMatchObject({ ticket: { priority: "urgent" } });
  });

  it("needs the stamp", async () => {
    await using zendesk = await calling({ tickets: [{}] });

    const { status, text } = await zendesk.call("PUT", `${path}/1`, { ticket: { safe_update: true } });

    expect([status, text]).toEqual([400, "Required parameter missing: updated_stamp"]);
  });
});

describe("lists of tickets", () => {
  const tickets = [acme, 31204500002450, acme].map((id) => ({ organization_id: id }));

  it("have all, by offset or by cursor", async () => {
    await using zendesk = await calling({ organizations, tickets });

    const byOffset = await zendesk.call("GET", `${path}?per_page=2`);
    const byCursor = await zendesk.call("GET", `${path}?page[size]=2`);

    expect(byOffset.body).toMatchObject({ count: 3, tickets: [{ id: 1 }, { id: 2 }] });
    expect(byCursor.body).toMatchObject({ meta: { has_more: true }, tickets: [{ id: 1 }, { id: 2 }] });
  });

  it("have those of one organization", async () => {
    await using zendesk = await calling({ organizations, tickets });

    const { body } = await zendesk.call("GET", `/api/v2/organizations/${acme}/tickets.json`);

    expect(idsIn(body)).toEqual([1, 3]);
  });

  it("have those asked for by show_many, without a word of those that are gone", async () => {
    await using zendesk = await calling({ organizations, tickets });
    zendesk.sandbox.deleteTicket(2);

    const { body } = await zendesk.call("GET", `${path}/show_many.json?ids=3,2,1,3`);

    expect(idsIn(body)).toEqual([3, 1]);
  });

  it.each([
    ["", 400, "Required parameter missing: ids"],
    ["?ids=1,x", 400, "ids must be integers"],
    [`?ids=${Array.from({ length: 101 }, (_, index) => index).join(",")}`, 400, "TooManyValues"],
  ])("refuse show_many%s", async (query, status, reason) => {
    await using zendesk = await calling();

    const answer = await zendesk.call("GET", `${path}/show_many${query}`);

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(reason);
  });
});

describe("groups", () => {
  it("are those that were asked for, else Support", async () => {
    await using usual = await calling();
    await using asked = await calling({ groups: [{ name: "SEO" }, { name: "Key accounts" }] });

    const [one, two] = [await usual.call("GET", "/api/v2/groups"), await asked.call("GET", "/api/v2/groups")];

    expect(one.body).toMatchObject({ count: 1, groups: [{ name: "Support", default: true }] });
    expect(two.body).toMatchObject({ groups: [{ name: "SEO" }, { name: "Key accounts", default: false }] });
  });
});

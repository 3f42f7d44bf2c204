import { describe, expect, it, vi } from "vitest";
import { webhookSignature } from "../../src/sandbox/webhook-signature.ts";
import { calling, clockAt } from "./calling.ts";
import type { Answer, Calling } from "./calling.ts";
import { soon } from "./soon.ts";
import { header, secret } from "./webhook-calling.ts";
import { answering, holding, webhookReceiver } from "./webhook-receiver.ts";
import type { Received } from "./webhook-receiver.ts";

const path = "/api/v2/webhooks";
const forEvents = {
  name: "los-sync",
  status: "active",
  endpoint: "http://127.0.0.1:9/webhooks/zendesk",
  http_method: "POST",
  request_format: "json",
  subscriptions: ["zen:event-type:ticket.created"],
};

type Shown = { readonly id: string; readonly name: string };
const webhookIn = ({ body }: Answer): Shown => (body as { readonly webhook: Shown }).webhook;
const create = (zendesk: Calling, attributes: object = {}): Promise<Answer> =>
  zendesk.call("POST", path, { webhook: { ...forEvents, ...attributes } });
const secretOf = async (zendesk: Calling, id: string, method = "GET"): Promise<string> =>
  (
    (await zendesk.call(method, `${path}/${id}/signing_secret`)).body as {
      signing_secret: { secret: string };
    }
  ).signing_secret.secret;
const isSignedWith = (key: string, request: Received): boolean =>
  header("signature", request) ===
  webhookSignature(key, header("signature-timestamp", request), request.body);

describe("a webhook of the account", () => {
  it("is sent the events that it subscribed to, signed with its own secret", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    await using zendesk = await calling({ webhooks: [{ url: `${url}/told`, secret }] });
    const { id } = webhookIn(
      await create(zendesk, {
        endpoint: url,
        authentication: { type: "bearer_token", data: { token: "t0ken" }, add_position: "header" },
      }),
    );

    zendesk.sandbox.createOrganization({ name: "Acme" });
    zendesk.sandbox.createTicket({ description: "Hello" });
    await zendesk.sandbox.deliveriesSettled();

    const its = received.filter((request) => header("id", request) === id);
    expect(its.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { type: "zen:event-type:ticket.created" },
    ]);
    expect(its[0]?.headers.get("authorization")).toBe("Bearer t0ken");
    expect(isSignedWith(await secretOf(zendesk, id), its[0]!)).toBe(true);
    expect(received).toHaveLength(3);
  });

  it("is sent nothing while it is inactive, nor when it is gone", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    await using zendesk = await calling();
    const inactive = webhookIn(await create(zendesk, { endpoint: url }));
    const gone = webhookIn(await create(zendesk, { endpoint: url }));

    await zendesk.call("PATCH", `${path}/${inactive.id}`, { webhook: { status: "inactive" } });
    await zendesk.call("DELETE", `${path}/${gone.id}`);
    zendesk.sandbox.createTicket({ description: "Hello" });
    await zendesk.sandbox.deliveriesSettled();

    expect(received).toEqual([]);
  });

  it("is sent nothing when it waits for triggers, which the account does not have", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    await using zendesk = await calling();
    await create(zendesk, { endpoint: url, subscriptions: ["conditional_ticket_events"] });

    zendesk.sandbox.createTicket({ description: "Hello" });
    await zendesk.sandbox.deliveriesSettled();

    expect(received).toEqual([]);
  });

  it("is sent nothing for a while when it keeps failing, and the others are", async () => {
    const [failing, good] = [
      await webhookReceiver(answering([500])),
      await webhookReceiver(answering([200])),
    ];
    await using zendesk = await calling({ now: clockAt("2026-11-20T15:00:00Z").now });
    for (const { url } of [failing, good]) await create(zendesk, { endpoint: url });

    for (let count = 1; count <= 20; count += 1) zendesk.sandbox.createTicket({});
    await zendesk.sandbox.deliveriesSettled();
    zendesk.sandbox.createTicket({});
    await zendesk.sandbox.deliveriesSettled();

    const latest = zendesk.sandbox.deliveries.slice(-2).map(({ status }) => status);
    expect(latest.toSorted()).toEqual(["circuit broken", "success"]);
    expect([failing.received.length, good.received.length]).toEqual([20, 21]);
  });

  it("is sent to again after a reset, though it has the id of one that kept failing", async () => {
    const { url, received } = await webhookReceiver(answering([...Array<number>(20).fill(500), 200]));
    await using zendesk = await calling({ now: clockAt("2026-11-20T15:00:00Z").now });
    const before = webhookIn(await create(zendesk, { endpoint: url }));
    for (let count = 1; count <= 20; count += 1) zendesk.sandbox.createTicket({});
    await zendesk.sandbox.deliveriesSettled();

    zendesk.sandbox.reset();
    const after = webhookIn(await create(zendesk, { endpoint: url }));
    zendesk.sandbox.createTicket({});
    await zendesk.sandbox.deliveriesSettled();

    expect(after.id).toBe(before.id);
    expect(received).toHaveLength(21);
  });

  it("keeps what a patch leaves out, and loses what an update leaves out", async () => {
    await using zendesk = await calling();
    const { id } = webhookIn(await create(zendesk, { description: "ours" }));

    const patched = await zendesk.call("PATCH", `${path}/${id}`, { webhook: { name: "renamed" } });
    const after = await zendesk.call("GET", `${path}/${id}`);
    const partial = await zendesk.call("PUT", `${path}/${id}`, { webhook: { name: "again" } });
    const replaced = await zendesk.call("PUT", `${path}/${id}`, { webhook: { ...forEvents, name: "again" } });
    const end = await zendesk.call("GET", `${path}/${id}`);

    expect([patched, partial, replaced].map(({ status }) => status)).toEqual([204, 422, 204]);
    expect(webhookIn(after)).toMatchObject({ ...forEvents, name: "renamed", description: "ours" });
    expect(webhookIn(end)).toMatchObject({ ...forEvents, name: "again" });
    expect(webhookIn(end)).not.toHaveProperty("description");
  });

  it.each([
    ["bearer_token", { token: "s3cret" }, {}],
    ["api_key", { name: "X-Key", value: "s3cret" }, {}],
    ["basic_auth", { username: "zendesk", password: "s3cret" }, { data: { username: "zendesk" } }],
  ])("shows nothing secret of its %s", async (type, data, shown) => {
    await using zendesk = await calling();

    const created = await create(zendesk, { authentication: { type, data, add_position: "header" } });
    const listed = await zendesk.call("GET", path);

    expect(webhookIn(created)).toHaveProperty("authentication", { type, ...shown, add_position: "header" });
    expect(created.text + listed.text).not.toContain("s3cret");
  });

  it("tells its secret only when asked for it, and has another after a reset", async () => {
    await using zendesk = await calling();
    const { id } = webhookIn(await create(zendesk));

    const first = await secretOf(zendesk, id);
    const reset = await secretOf(zendesk, id, "POST");
    const shown = await zendesk.call("GET", `${path}/${id}`);

    expect(reset).not.toBe(first);
    expect(await secretOf(zendesk, id)).toBe(reset);
    expect(shown.text).not.toContain(reset);
  });

  it.each([
    ["without a name", { name: undefined }],
    ["without an address", { endpoint: "webhooks/zendesk" }],
    [
      "for events and triggers at once",
      { subscriptions: [...forEvents.subscriptions, "conditional_ticket_events"] },
    ],
    ["for an event that is none", { subscriptions: ["ticket.created"] }],
    ["for events by another method than POST", { http_method: "PUT" }],
  ])("is refused %s", async (_what, wrong) => {
    await using zendesk = await calling();

    expect((await create(zendesk, wrong)).status).toBe(422);
    expect(zendesk.sandbox.account.webhooks.size).toBe(0);
  });

  it("cannot be switched from events to triggers", async () => {
    await using zendesk = await calling();
    const { id } = webhookIn(await create(zendesk));

    const answer = await zendesk.call("PATCH", `${path}/${id}`, {
      webhook: { subscriptions: ["conditional_ticket_events"] },
    });

    expect(answer.status).toBe(422);
  });

  it("is listed with the newest first, in pages that follow a cursor", async () => {
    await using zendesk = await calling();
    for (const name of ["one", "two", "three"]) await create(zendesk, { name });
    type Page = { readonly links: { readonly next: string }; readonly webhooks: readonly Shown[] };

    const first = (await zendesk.call("GET", `${path}?page[size]=2`)).body as Page;
    const { pathname, search } = new URL(first.links.next);
    const second = (await zendesk.call("GET", pathname + search)).body as Page;

    expect(first.webhooks.map(({ name }) => name)).toEqual(["three", "two"]);
    expect(first).toMatchObject({ meta: { has_more: true, after_cursor: expect.any(String) } });
    expect(second.webhooks.map(({ name }) => name)).toEqual(["one"]);
    expect(second).toMatchObject({ meta: { has_more: false } });
  });
});

describe("the test of a webhook", () => {
  it("makes a signed request and tells the answer", async () => {
    const { url, received } = await webhookReceiver(answering([202], { "x-seen": "yes" }));
    await using zendesk = await calling();
    const { id } = webhookIn(await create(zendesk, { endpoint: url }));

    const answer = await zendesk.call("POST", `${path}/test?webhook_id=${id}`, {
      request: { payload: "{}" },
    });

    expect(answer.body).toMatchObject({ response: { status_code: 202, payload: "" } });
    expect(answer.text).toContain('{"key":"x-seen","value":"yes"}');
    expect(received[0]?.body).toBe("{}");
    expect(isSignedWith(await secretOf(zendesk, id), received[0]!)).toBe(true);
  });

  it("is signed with the published secret while the webhook does not exist", async () => {
    const { url, received } = await webhookReceiver(answering([200]));
    await using zendesk = await calling();

    await zendesk.call("POST", `${path}/test`, { request: { endpoint: url, payload: "hello" } });

    expect(isSignedWith("dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==", received[0]!)).toBe(true);
  });

  it("changed nothing, whatever others change until it is answered", async () => {
    const held = holding();
    const { url, received } = await webhookReceiver(held.answer);
    await using zendesk = await calling();

    const answer = zendesk.call("POST", `${path}/test`, { request: { endpoint: url } });
    await vi.waitUntil(() => received.length === 1, soon);
    await zendesk.create({ name: "Acme" });
    held.release();
    await answer;

    expect(zendesk.sandbox.calls.map(({ path: called, applied }) => [called, applied])).toEqual([
      [`${path}/test`, false],
      ["/api/v2/organizations", true],
    ]);
  });

  it("is refused when nobody answers", async () => {
    await using zendesk = await calling();

    const answer = await zendesk.call("POST", `${path}/test`, {
      request: { endpoint: "http://127.0.0.1:9/" },
    });

    expect(answer.status).toBe(422);
  });
});

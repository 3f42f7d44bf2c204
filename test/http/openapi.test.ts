import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { eventDetail, zendeskEvent } from "../support/zendesk-sender.ts";
import { type AppUnderTest, notification, sendAsZendesk, startApp } from "./app-under-test.ts";

type JsonContent = {
  readonly schema: object;
  readonly examples?: Record<string, { readonly value: object }>;
};
type Operation = {
  readonly responses: Record<string, { readonly content?: Record<string, unknown> }>;
  readonly requestBody: { readonly content: { readonly "application/json": JsonContent } };
};
type Document = {
  readonly openapi: string;
  readonly paths: Record<string, { readonly post: Operation }>;
  readonly components: { readonly schemas: object };
};

let under: AppUnderTest;
let document: Document;
beforeAll(async () => {
  under = await startApp();
  document = (await under.app.inject("/docs/json")).json<Document>();
});
afterAll(async () => await under.app.close());

describe("the description of this service", () => {
  it("is an OpenAPI document with every address in it", () => {
    expect(document.openapi).toBe("3.0.3");
    expect(Object.keys(document.paths).filter((path) => !path.startsWith("/api/"))).toEqual([
      "/webhooks/accounting/new-client",
      "/webhooks/accounting/assignments",
      "/webhooks/accounting/segment-changes",
      "/webhooks/zendesk",
      "/livez",
      "/readyz",
      "/metrics",
    ]);
  });

  it.each([
    ["/webhooks/accounting/new-client", ["202", "400", "401", "405", "413", "415", "422", "429", "503"]],
    ["/webhooks/zendesk", ["202", "401", "405", "413", "429", "503"]],
  ])("names every answer of %s", (path, answers) => {
    expect(Object.keys(document.paths[path]?.post.responses ?? {})).toEqual(answers);
  });

  it("points only at what is in it", () => {
    const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to);

    expect(new Set(pointers)).toEqual(
      new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`)),
    );
  });

  it.each([
    [notification, true],
    [{ ...notification, vertical: null, domains: ["acme.example"] }, true],
    [{ ...notification, segment: "Gold" }, false],
    [{ ...notification, clientId: "C-1,C-2" }, false],
    [{ ...notification, clientId: undefined }, false],
    [{ ...notification, name: null }, false],
  ])("tells a sound notification from others: %j is %j", (body, isSound) => {
    const schema =
      document.paths["/webhooks/accounting/new-client"]?.post.requestBody.content["application/json"].schema;
    const validate = new Ajv({ strict: false }).compile(schema ?? {});

    expect(validate(JSON.parse(JSON.stringify(body)))).toBe(isSound);
  });

  it.each([
    [zendeskEvent("ticket.created", "ticket:35436", { id: "e-1", detail: eventDetail(35436) }), true],
    [{ ticket_id: 35436 }, true],
    [{ ticket_id: "35436", priority: "high" }, true],
    [{ ticket_id: "" }, false],
    [{ type: "ticket.created" }, false],
    [{}, false],
  ])("tells what Zendesk sends from others: %j is %j", (body, isSound) => {
    const { schema } = document.paths["/webhooks/zendesk"]!.post.requestBody.content["application/json"];

    expect(new Ajv({ strict: false }).compile(schema)(body)).toBe(isSound);
  });

  it("has examples of what Zendesk sends that this service understands", async () => {
    const { examples = {} } =
      document.paths["/webhooks/zendesk"]!.post.requestBody.content["application/json"];

    for (const { value } of Object.values(examples)) await sendAsZendesk(under, value);

    expect(under.messages.map(({ signal }) => signal)).toEqual([
      { kind: "ticket", ticketId: 35436, seen: expect.objectContaining({ priority: "urgent" }) },
      { kind: "ticket", ticketId: 35436, seen: null },
    ]);
  });

  it("names the segments and levels of the catalogue", () => {
    const { schema } =
      document.paths["/webhooks/accounting/segment-changes"]!.post.requestBody.content["application/json"];

    expect(schema).toMatchObject({
      properties: {
        changes: {
          items: { properties: { segment: { enum: ["VIP", "Key Account", "Corporate", "SMB"] } } },
        },
      },
    });
  });
});

describe("the page at /docs", () => {
  it("loads nothing that its own policy forbids", async () => {
    const page = await under.app.inject("/docs");
    const loaded = [...page.body.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+)"/g)].map(
      ([, url]) => url ?? "",
    );
    const parts = await Promise.all(
      loaded.map(async (url) => await under.app.inject(new URL(url, "http://los.test/docs/").pathname)),
    );

    expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
    expect(page.body).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    expect(loaded.length).toBeGreaterThan(3);
    expect(parts.map(({ statusCode }) => statusCode)).toEqual(loaded.map(() => 200));
  });

  it("does not ask the browser for https, which this service does not speak", async () => {
    const page = await under.app.inject("/docs");

    expect(page.headers["content-security-policy"]).not.toContain("upgrade-insecure-requests");
  });
});

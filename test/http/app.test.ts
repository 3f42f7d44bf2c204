import { describe, expect, it } from "vitest";

import { type AppUnderTest, notification, refusal, refusalOf, send, startApp } from "./app-under-test.ts";

const kibibyte = 1024;

/** A sound notification of exactly so many bytes. */
function ofSize(bytes: number): string {
  const body = JSON.stringify({ ...notification, padding: "" });
  return body.replace(`"padding":""`, `"padding":"${"x".repeat(bytes - body.length)}"`);
}

describe("an address where nothing is", () => {
  it.each([
    ["GET", "/"],
    ["GET", "/livez/"],
    ["GET", "/LIVEZ"],
    ["GET", "/webhooks/accounting"],
    ["POST", "/webhooks/zendesk/"],
    ["POST", "/webhooks/zendesk/1"],
    ["POST", "/webhooks/accounting/unknown"],
    ["POST", "/webhooks/accounting/new-client/C-1"],
    ["GET", "/constructor"],
    ["GET", "/__proto__"],
    ["GET", "/../../etc/passwd"],
    ["GET", "/livez%00"],
    ["GET", "//livez"],
  ] as const)("%s %s is 404", async (method, url) => {
    await using under = await startApp();

    const response = await under.app.inject({ method, url });

    expect(refusalOf(response)).toEqual(refusal(404, "not-found"));
    expect(response.headers["allow"]).toBeUndefined();
  });
});

describe("an address that does not take the method", () => {
  it.each([
    ["GET", "/webhooks/accounting/new-client", "POST"],
    ["PUT", "/webhooks/accounting/new-client", "POST"],
    ["DELETE", "/webhooks/accounting/assignments", "POST"],
    ["PATCH", "/webhooks/accounting/segment-changes", "POST"],
    ["OPTIONS", "/webhooks/accounting/new-client", "POST"],
    ["GET", "/webhooks/accounting/new-client?x=1", "POST"],
    ["GET", "/webhooks/zendesk", "POST"],
    ["POST", "/livez", "GET, HEAD"],
    ["DELETE", "/readyz", "GET, HEAD"],
    ["PUT", "/docs/json", "GET, HEAD"],
  ] as const)("%s %s is 405, and names the one it takes", async (method, url, allow) => {
    await using under = await startApp();

    const response = await under.app.inject({ method, url });

    expect(refusalOf(response)).toEqual(refusal(405, "method-not-allowed"));
    expect(response.headers["allow"]).toBe(allow);
  });

  it("does not read the body either", async () => {
    await using under = await startApp();

    const response = await under.app.inject({
      method: "PUT",
      url: "/webhooks/accounting/new-client",
      headers: { "content-type": "application/json" },
      payload: `{"clientId": `,
    });

    expect(refusalOf(response)).toEqual(refusal(405, "method-not-allowed"));
  });

  it("answers HEAD without a body", async () => {
    await using under = await startApp();

    const responses = await Promise.all(
      ["/livez", "/webhooks/accounting/new-client", "/nothing"].map(
        async (url) => await under.app.inject({ method: "HEAD", url }),
      ),
    );

    expect(responses.map(({ statusCode, body }) => [statusCode, body])).toEqual([
      [200, ""],
      [405, ""],
      [404, ""],
    ]);
  });
});

describe("a path that does not decode", () => {
  it.each(["/%ff", "/webhooks/accounting/%E0%A4%A", "/%"])("(%s) is 400", async (url) => {
    await using under = await startApp();

    const response = await under.app.inject({ method: "POST", url });

    expect(refusalOf(response)).toEqual(refusal(400, "malformed-request"));
  });
});

describe("a large message", () => {
  it("of exactly 256 KiB is accepted", async () => {
    await using under = await startApp();

    const response = await send(under, ofSize(256 * kibibyte));

    expect(response.statusCode).toBe(202);
  });

  it("of one byte more is refused, signed or not", async () => {
    await using under = await startApp();
    const body = ofSize(256 * kibibyte + 1);

    const response = await send(under, body);
    const unsigned = await send(under, body, { headers: { "webhook-signature": undefined } });

    expect(refusalOf(response)).toEqual(refusal(413, "too-large"));
    expect(refusalOf(unsigned)).toEqual(refusal(413, "too-large"));
    expect(under.messages).toEqual([]);
  });
});

describe("the content type", () => {
  it.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    `application/json; charset="utf-8"`,
    "Application/JSON",
    "application/json; profile=x",
  ])("%s is taken", async (type) => {
    await using under = await startApp();

    const response = await send(under, notification, { headers: { "content-type": type } });

    expect(response.statusCode).toBe(202);
  });

  it.each([
    undefined,
    "",
    "text/plain",
    "text/json",
    "application/jsonp",
    "application/json\ta",
    "application/json a",
    "application/json, text/plain",
    "application/vnd.api+json",
    "application/cloudevents+json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=latin1",
    "application/json; charset=utf-16",
    "application/json; charset=utf-8; charset=latin1",
    "json",
    "*/*",
  ])("%j is not", async (type) => {
    await using under = await startApp();

    const response = await send(under, notification, { headers: { "content-type": type } });

    expect(refusalOf(response)).toEqual(refusal(415, "unsupported-media-type"));
    expect(under.messages).toEqual([]);
  });

  it.each(["gzip", "deflate", "br", "identity, gzip"])(
    "does not help a body that is compressed (%s)",
    async (encoding) => {
      await using under = await startApp();

      const response = await send(under, notification, { headers: { "content-encoding": encoding } });

      expect(refusalOf(response)).toEqual(refusal(415, "unsupported-media-type"));
    },
  );

  it("of an unsigned message is nobody's concern", async () => {
    await using under = await startApp();

    const response = await send(under, notification, {
      headers: { "content-type": "text/plain", "webhook-signature": "v1,AAAA" },
    });

    expect(refusalOf(response)).toEqual(refusal(401, "invalid-signature"));
  });
});

describe("a flood from one address", () => {
  it("is told to wait; health is still told", async () => {
    await using under = await startApp({ requestsPerMinute: 3 });

    const answers = [];
    for (let one = 0; one < 4; one += 1) answers.push(await send(under, notification));
    const [, , third, fourth] = answers;
    const live = await under.app.inject("/livez");

    expect(third?.statusCode).toBe(202);
    expect(refusalOf(fourth!)).toEqual(refusal(429, "too-many-requests"));
    expect(fourth?.headers["retry-after"]).toBe("30");
    expect(under.messages).toHaveLength(3);
    expect(live.statusCode).toBe(200);
  });

  it("is that of whoever the proxy says; what others say of themselves is not believed", async () => {
    await using behind = await startApp({ requestsPerMinute: 1, trustedProxies: ["127.0.0.1"] });
    await using open = await startApp({ requestsPerMinute: 1 });
    const statusOf = async ({ app }: AppUnderTest, from: string): Promise<number> =>
      (await app.inject({ method: "POST", url: "/webhooks/zendesk", headers: { "x-forwarded-for": from } }))
        .statusCode;

    expect([await statusOf(behind, "10.0.0.1"), await statusOf(behind, "10.0.0.2")]).toEqual([401, 401]);
    expect(await statusOf(behind, "10.0.0.2")).toBe(429);
    expect([await statusOf(open, "10.0.0.1"), await statusOf(open, "10.0.0.2")]).toEqual([401, 429]);
  });

  it("is told of once where a proxy stands in front that nobody named", async () => {
    await using behind = await startApp({ trustedProxies: ["127.0.0.1"] });
    await using open = await startApp();
    const warningsOf = async ({ app, lines }: AppUnderTest): Promise<readonly string[]> => {
      await app.inject("/livez");
      for (const from of ["10.0.0.1", "10.0.0.2"])
        await app.inject({ url: "/livez", headers: { "x-forwarded-for": from } });
      return lines.filter((line) => line.includes("proxy.untrusted"));
    };

    expect(await warningsOf(behind)).toEqual([]);
    const warnings = await warningsOf(open);
    expect(warnings).toHaveLength(1);
    expect(JSON.parse(warnings[0]!)).toMatchObject({ level: 40, address: "127.0.0.1" });
  });
});

describe("every answer", () => {
  it.each(["/livez", "/nothing", "/webhooks/accounting/new-client", "/docs/json"])(
    "(%s) forbids a browser to make anything of it, and does not say what made it",
    async (url) => {
      await using under = await startApp();

      const { headers } = await under.app.inject(url);

      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
        "referrer-policy": "no-referrer",
        "strict-transport-security": expect.stringContaining("max-age="),
        "content-security-policy": expect.stringContaining("default-src"),
      });
      expect(headers).not.toHaveProperty("x-powered-by");
      expect(headers).not.toHaveProperty("server");
      expect(headers).not.toHaveProperty("access-control-allow-origin");
    },
  );

  it.each(["/webhooks/accounting/new-client", "/webhooks/zendesk"])(
    "to what is sent to %s is nothing for a browser either",
    async (url) => {
      await using under = await startApp();

      const { headers } = await under.app.inject({ method: "POST", url });

      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'",
      });
    },
  );
});

import { describe, expect, it } from "vitest";

import type { Message } from "../../src/notify/message.ts";
import { createSlack } from "../../src/notify/slack.ts";
import { webServer } from "../support/web-server.ts";

const message: Message = { subject: "Acme & Sons", parts: [] };

describe("the Slack webhook", () => {
  it("is posted the text, and nothing else is called", async () => {
    let body = "";
    const server = await webServer((response, request) => {
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => response.end("ok"));
    });

    await createSlack(`${server.url.href}services/secret`).tell(message);

    expect(JSON.parse(body)).toEqual({ text: "*Acme &amp; Sons*" });
    expect(server.requests.map(({ method, path }) => [method, path])).toEqual([["POST", "/services/secret"]]);
    expect(server.requests[0]?.headers.get("content-type")).toBe("application/json");
  });

  it("that refuses has not told anybody", async () => {
    const server = await webServer((response) => response.writeHead(404).end("no_service"));

    await expect(createSlack(`${server.url.href}secret`).tell(message)).rejects.toThrow(
      /^the Slack webhook answered 404$/,
    );
  });

  it("that sends us elsewhere is not followed", async () => {
    const elsewhere = await webServer((response) => response.end("ok"));
    const server = await webServer((response) =>
      response.writeHead(307, { location: elsewhere.url.href }).end(),
    );

    await expect(createSlack(`${server.url.href}secret`).tell(message)).rejects.toThrow("cannot be reached");
    expect(elsewhere.requests).toEqual([]);
  });

  it("that is not there keeps its address to itself", async () => {
    const failure: unknown = await createSlack("http://127.0.0.1:9/services/secret")
      .tell(message)
      .catch((err: unknown) => err);

    expect(String((failure as Error).stack)).toContain("the Slack webhook cannot be reached: ");
    expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain("services/secret");
  });
});

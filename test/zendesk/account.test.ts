import { describe, expect, it, onTestFinished } from "vitest";
import { missingFrom } from "../../src/domain/organization-fields.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { findMyself } from "../../src/zendesk/account.ts";
import { createOrganizationFields, listOrganizationFields } from "../../src/zendesk/organization-fields.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { theCatalogue } from "../support/builders.ts";
import { hearingLog } from "../support/hearing-log.ts";
import { webServer } from "../support/web-server.ts";

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(async () => await sandbox.close());
  return sandbox;
}

function clientAt(url: string, token = "sandbox-api-token"): ReturnType<typeof createZendesk> {
  const credentials = { kind: "api-token", email: "admin@sandbox.example", token } as const;
  return createZendesk({ budget: uncounted, url, credentials, log: hearingLog().log });
}

describe("who we are in Zendesk", () => {
  it("is the user of our credentials", async () => {
    const sandbox = await start();

    expect(await findMyself(clientAt(sandbox.url))).toEqual({ name: "Sandbox Admin", role: "admin" });
  });

  /** Zendesk answers 200 to `users/me` whoever asks. */
  it("is nobody when Zendesk takes us for an anonymous user", async () => {
    const { url } = await webServer((response) => {
      response.end('{"user":{"id":null,"name":"Anonymous user","role":"end-user"}}');
    });

    expect(await findMyself(clientAt(url.href))).toBeUndefined();
  });

  it("is refused when the token is wrong", async () => {
    const sandbox = await start();

    await expect(findMyself(clientAt(sandbox.url, "wrong"))).rejects.toMatchObject({
      name: "AccessLost",
      status: 401,
    });
  });

  it("may have a role of its own", async () => {
    const { url } = await webServer((response) => {
      response.end('{"user":{"id":7,"name":"Robot","role":null}}');
    });

    expect(await findMyself(clientAt(url.href))).toEqual({ name: "Robot", role: "unknown" });
  });
});

describe("the organization fields of an account", () => {
  it("are listed with their types and options", async () => {
    const sandbox = await start();

    const fields = await listOrganizationFields(clientAt(sandbox.url));

    expect(fields).toHaveLength(8);
    expect(fields).toContainEqual({ key: "client_vertical", type: "text", active: true, options: [] });
    expect(fields).toContainEqual({
      key: "client_segment",
      type: "dropdown",
      active: true,
      options: ["segment_vip", "segment_key_account", "segment_corporate", "segment_smb"].map((value) => ({
        id: expect.any(Number),
        value,
      })),
    });
    expect(missingFrom(fields, theCatalogue)).toEqual([]);
  });

  it("are asked for once a minute at most, and again when that failed", async () => {
    const sandbox = await start();
    let now = 0;
    const fields = createOrganizationFields(clientAt(sandbox.url), () => now);
    const asked = (): number => sandbox.calls.length;

    await Promise.all([fields.list(), fields.list()]);
    now = 59_000;
    await fields.list();
    expect(asked()).toBe(1);

    now = 60_000;
    sandbox.tellFaults([{ kinds: ["500"], times: 1 }]);
    await expect(fields.list()).rejects.toThrow("500");
    await fields.list();
    expect(asked()).toBe(3);
  });

  it("are none in a new account", async () => {
    const sandbox = await start({ seedFields: false });

    expect(await listOrganizationFields(clientAt(sandbox.url))).toEqual([]);
  });

  it("are listed to the last page", async () => {
    const { url } = await webServer((response, { url: path = "", headers }) => {
      const field = (key: string): object => ({ key, type: "text", active: true });
      const page = path.includes("page=2")
        ? { organization_fields: [field("second")], next_page: null }
        : {
            organization_fields: [field("first")],
            next_page: `http://${headers.host}/api/v2/organization_fields.json?page=2`,
          };
      response.end(JSON.stringify(page));
    });

    expect((await listOrganizationFields(clientAt(url.href))).map(({ key }) => key)).toEqual([
      "first",
      "second",
    ]);
  });
});

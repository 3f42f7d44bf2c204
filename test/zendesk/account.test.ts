import { describe, expect, it, onTestFinished } from "vitest";
import { missingFrom } from "../../src/domain/setup/organization-fields.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { findMyself } from "../../src/zendesk/account.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { listLiveOrganizationFields } from "../../src/zendesk/live-organization-fields.ts";
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

    const fields = await listLiveOrganizationFields(clientAt(sandbox.url));

    expect(fields).toHaveLength(8);
    const id: unknown = expect.any(Number);
    expect(fields).toContainEqual({
      id,
      key: "client_vertical",
      type: "text",
      title: "Client vertical",
      active: true,
      options: [],
    });
    expect(fields).toContainEqual({
      id,
      key: "client_segment",
      type: "dropdown",
      title: "Client segment",
      active: true,
      options: [
        { id, name: "VIP", value: "segment_vip" },
        { id, name: "Key Account", value: "segment_key_account" },
        { id, name: "Corporate", value: "segment_corporate" },
        { id, name: "SMB", value: "segment_smb" },
      ],
    });
    expect(missingFrom(fields, theCatalogue)).toEqual([]);
  });

  it("are none in a new account", async () => {
    const sandbox = await start({ seedFields: false });

    expect(await listLiveOrganizationFields(clientAt(sandbox.url))).toEqual([]);
  });

  it("are listed to the last page", async () => {
    const { url } = await webServer((response, { url: path = "", headers }) => {
      const field = (key: string): object => ({ id: 7, key, type: "text", title: key, active: true });
      const page = path.includes("page=2")
        ? { organization_fields: [field("second")], next_page: null }
        : {
            organization_fields: [field("first")],
            next_page: `http://${headers.host}/api/v2/organization_fields.json?page=2`,
          };
      response.end(JSON.stringify(page));
    });

    expect((await listLiveOrganizationFields(clientAt(url.href))).map(({ key }) => key)).toEqual([
      "first",
      "second",
    ]);
  });
});

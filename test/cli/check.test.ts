import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { los } from "../support/command.ts";
import { freshDatabase, freshRedis } from "../support/databases.ts";
import { environmentFor } from "../support/environment.ts";

describe("los check", () => {
  let stores: Record<string, string>;
  let drop: () => Promise<void>;
  const sandboxes: Sandbox[] = [];
  beforeAll(async () => {
    const database = await freshDatabase();
    stores = { DATABASE_URL: database.url, REDIS_URL: (await freshRedis()).url };
    drop = database.drop;
  });
  afterAll(async () => {
    for (const sandbox of sandboxes) await sandbox.close();
    await drop();
  });

  async function environment(options?: SandboxOptions): Promise<Record<string, string>> {
    const sandbox = await startSandbox(options);
    sandboxes.push(sandbox);
    return { ...environmentFor(sandbox), ...stores };
  }

  it("says of each thing that it is sound", async () => {
    const { code, out } = await los(["check"], await environment());

    expect(code).toBe(0);
    expect(out.split("\n").map((line) => line.split(/ {2,}/)[0])).toEqual([
      "✔ configuration",
      "✔ catalogue",
      "✔ database",
      "✔ redis",
      "✔ zendesk",
      "✔ fields",
      "! webhook",
      "",
      "! policies",
      "",
      "",
      "All sound.",
    ]);
  });

  it("changes nothing in Zendesk", async () => {
    await los(["check"], await environment());

    expect(
      sandboxes.at(-1)?.calls.filter(({ applied, path }) => applied && path.startsWith("/api/")),
    ).toEqual([]);
  });

  it("names each missing field, and what makes it", async () => {
    const { code, out } = await los(["check"], await environment({ seedFields: false }));

    expect(code).toBe(1);
    expect(out).toContain("✖ fields         organization field client_segment (dropdown) does not exist");
    expect(out).toContain("los setup plan shows what is missing, los setup apply makes it");
    expect(out).toContain("8 to mend.");
  });

  it("names a webhook that does not come to us", async () => {
    const { code, out } = await los(["check"], {
      ...(await environment()),
      PUBLIC_URL: "https://los.example/",
    });

    expect(code).toBe(1);
    expect(out).toContain("✖ webhook        none sends events to https://los.example/webhooks/zendesk");
    expect(out).toContain("1 to mend.");
  });

  it("says what of our webhook has to become another", async () => {
    const env = await environment();
    await los(["setup", "apply", "--yes", "--webhook-url", "https://old.example/hook"], env);

    const { out } = await los(["check"], { ...env, PUBLIC_URL: "https://los.example" });

    expect(out).toContain(
      "✖ webhook        webhook los-sync has to change to tell https://los.example/webhooks/zendesk what happens: endpoint\n",
    );
  });

  it("finds all sound once los setup was applied", async () => {
    const env = { ...(await environment({ seedFields: false })), PUBLIC_URL: "https://los.example" };
    await los(["setup", "apply", "--yes"], env);

    const { code, out } = await los(["check"], env);

    expect(code).toBe(0);
    expect(out).toContain("✔ webhook        Zendesk tells https://los.example/webhooks/zendesk what happens");
    expect(out).toContain("✔ policies       all SLA policies are as the catalogue says");
  });

  it("warns of an API token that it will stop, but is content", async () => {
    const { ZENDESK_OAUTH_CLIENT_ID: _, ZENDESK_OAUTH_CLIENT_SECRET: __, ...rest } = await environment();
    const { email, apiToken } = sandboxes.at(-1)!.credentials;

    const { code, out } = await los(["check"], {
      ...rest,
      ZENDESK_EMAIL: email,
      ZENDESK_API_TOKEN: apiToken,
    });

    expect(code).toBe(0);
    expect(out).toMatch(/! zendesk .+ 30 April 2027/);
  });

  it("goes on after what is not sound, and says how to mend it", async () => {
    const env = {
      ...(await environment()),
      DATABASE_URL: "postgres://los@127.0.0.1:1/los",
      REDIS_URL: "redis://127.0.0.1:1",
      ZENDESK_OAUTH_CLIENT_SECRET: "wrong-and-secret",
    };

    const { code, out } = await los(["check"], env);

    expect(code).toBe(1);
    expect(out).toMatch(/✖ database .*ECONNREFUSED.*\n +→ start PostgreSQL, or correct DATABASE_URL/);
    expect(out).toMatch(/✖ redis .*\n +→ start Redis, or correct REDIS_URL/);
    expect(out).toMatch(/✖ zendesk .*401.*\n +→ correct the OAuth client/);
    expect(out).not.toContain("wrong-and-secret");
  });

  it("lists what is wrong with the environment", async () => {
    const { code, out } = await los(["check"], {});

    expect(code).toBe(1);
    expect(out).toMatch(/✖ configuration +ZENDESK_URL: is required\n +→ set it in the environment/);
    expect(out).toContain("4 to mend.");
  });

  it("answers programs in JSON", async () => {
    const { out } = await los(["check", "--output", "json"], {});

    expect(JSON.parse(out)).toMatchObject({
      sound: false,
      findings: [
        { what: "configuration", status: "problem", message: "ZENDESK_URL: is required" },
        {},
        {},
        {},
      ],
    });
  });
});

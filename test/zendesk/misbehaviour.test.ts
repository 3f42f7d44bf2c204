import { describe, expect, it } from "vitest";
import type { FaultKind } from "../../src/sandbox/faults.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import type { Organizations } from "../../src/jobs/ports.ts";
import { createOrganizations } from "../../src/zendesk/organizations.ts";
import { aDesire } from "../support/builders.ts";
import { sandboxAndClient } from "../support/sandbox-client.ts";

async function start(
  options: SandboxOptions = {},
): Promise<{ sandbox: Sandbox; organizations: Organizations }> {
  const { sandbox, client } = await sandboxAndClient(options, 1500);
  return { sandbox, organizations: createOrganizations(client) };
}

describe("a Zendesk that misbehaves while it creates an organization", () => {
  it.each<[FaultKind, object, number]>([
    ["429", { name: "Throttled", scope: "account", retryAfterMs: 7000 }, 0],
    ["500", { name: "BadAnswer", code: "zendesk-500" }, 0],
    ["502", { name: "Unreachable", code: "zendesk-502" }, 0],
    ["503", { name: "Throttled", scope: "account", retryAfterMs: 7000 }, 0],
    ["504", { name: "Unreachable", code: "zendesk-504" }, 0],
    ["reset-before", { name: "Unreachable", code: "zendesk-connection" }, 0],
    ["hang", { name: "Unreachable", code: "zendesk-timeout" }, 0],
    ["garbage", { name: "BadAnswer", code: "zendesk-bad-answer" }, 0],
    ["reset-after", { name: "Unreachable", code: "zendesk-connection" }, 1],
    ["500-after", { name: "BadAnswer", code: "zendesk-500" }, 1],
  ])("by %s says so, once, and then goes on", async (kind, refusal, created) => {
    const { sandbox, organizations } = await start();
    await organizations.findByExternalId("C-1");
    sandbox.tellFaults([{ kinds: [kind], times: 1, retryAfterSeconds: 7 }]);

    await expect(organizations.create(aDesire())).rejects.toMatchObject(refusal);

    expect(sandbox.account.organizations.list()).toHaveLength(created);
    expect(sandbox.faults).toEqual([]);
  });

  it("by being away altogether cannot be reached", async () => {
    const { sandbox, organizations } = await start();
    sandbox.tellFaults([{ kinds: ["down"] }]);

    await expect(organizations.create(aDesire())).rejects.toMatchObject({
      name: "Unreachable",
      code: "zendesk-connection",
    });
  });
});

describe("the sixth update of an organization in a minute", () => {
  it("has to wait, and only that organization", async () => {
    const { organizations } = await start();
    const { id } = await organizations.create(aDesire());
    const other = await organizations.create(aDesire({ externalId: "C-2", name: "Other" }));
    for (let times = 1; times <= 5; times += 1) await organizations.update(id, { name: `Acme ${times}` });

    await expect(organizations.update(id, { name: "Acme 6" })).rejects.toMatchObject({
      name: "Throttled",
      scope: "key",
      retryAfterMs: expect.any(Number),
    });
    await expect(organizations.update(other.id, { name: "Other 1" })).resolves.toMatchObject({
      name: "Other 1",
    });
  });
});

describe("the allowance of an account", () => {
  it("that is used up makes everybody wait until the minute is over", async () => {
    const { organizations } = await start({
      requestsPerMinute: 2,
      now: () => new Date("2026-11-20T15:00:18Z"),
    });
    await organizations.findByExternalId("C-1");
    await organizations.findByExternalId("C-1");

    await expect(organizations.findByExternalId("C-1")).rejects.toMatchObject({
      name: "Throttled",
      scope: "account",
      retryAfterMs: 42_000,
    });
  });
});

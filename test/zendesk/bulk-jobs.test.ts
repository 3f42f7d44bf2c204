import type { ZendeskClient } from "node-zendesk";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DesiredOrganization } from "../../src/domain/clients/organization.ts";
import type { ManyOrganizations } from "../../src/jobs/ports.ts";
import { Throttled } from "../../src/jobs/refusals.ts";
import type { JobFaultRule } from "../../src/sandbox/job-faults.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createBulkJobs } from "../../src/zendesk/bulk-jobs.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { createManyOrganizations } from "../../src/zendesk/many-organizations.ts";
import { aDesire } from "../support/builders.ts";
import { freeSlots } from "../support/free-slots.ts";
import { hearingLog } from "../support/hearing-log.ts";
import { webServer } from "../support/web-server.ts";

/** The first poll after a tenth of a second, the tenth minute over after thirty. */
const minuteMs = 3000;

const atOnce = { startDelayMs: 0, rowsPerSecond: Infinity };

type Bulk = { readonly sandbox: Sandbox; readonly organizations: ManyOrganizations };

function clientAt(url: string): ZendeskClient {
  const credentials = {
    kind: "api-token",
    email: "admin@sandbox.example",
    token: "sandbox-api-token",
  } as const;
  return createZendesk({ budget: uncounted, url, credentials, log: hearingLog().log });
}

function organizationsAt(url: string, minute = minuteMs): ManyOrganizations {
  const client = clientAt(url);
  return createManyOrganizations(
    client,
    createBulkJobs(client, { slots: freeSlots, share: 1, patienceMs: 10 * minute, minuteMs: minute }),
  );
}

async function start(options: SandboxOptions, minute?: number): Promise<Bulk> {
  const sandbox = await startSandbox(options);
  onTestFinished(async () => await sandbox.close());
  return { sandbox, organizations: organizationsAt(sandbox.url, minute) };
}

function desires(count: number, from = 1): DesiredOrganization[] {
  return Array.from({ length: count }, (_none, index) =>
    aDesire({ externalId: `C-${from + index}`, name: `Client ${from + index}` }),
  );
}

/** What was asked about jobs, and when (milliseconds). */
function polls({ calls }: Sandbox): { readonly path: string; readonly atMs: number }[] {
  return calls
    .filter(({ path }) => path.includes("job_statuses"))
    .map(({ path, at }) => ({ path, atMs: Date.parse(at) }));
}

describe("a bulk job that is waited for", () => {
  it("is over when it is completed", async () => {
    const { sandbox, organizations } = await start({ jobs: { startDelayMs: 50, rowsPerSecond: 500 } });

    await organizations.createAll(desires(100));

    expect(sandbox.account.organizations.size).toBe(100);
    expect(sandbox.jobs).toMatchObject([{ status: "completed" }]);
  });

  it.each<JobFaultRule["kind"]>(["fail", "kill", "vanish"])(
    "is over when it ends otherwise: %s",
    async (kind) => {
      const { sandbox, organizations } = await start({ jobs: atOnce, jobFaults: [{ kind, doneShare: 0.3 }] });

      await organizations.createAll(desires(10));

      expect(sandbox.account.organizations.size).toBe(3);
      expect(polls(sandbox)).toHaveLength(1);
    },
  );

  it("is asked for in growing pauses", async () => {
    const { sandbox, organizations } = await start({ jobs: { startDelayMs: 1300, rowsPerSecond: Infinity } });

    await organizations.createAll(desires(5));

    const moments = polls(sandbox).map(({ atMs }) => atMs);
    const pauses = moments.slice(1).map((atMs, index) => atMs - (moments[index] ?? 0));
    expect(moments.length).toBeGreaterThanOrEqual(4);
    expect(moments.length).toBeLessThanOrEqual(6);
    expect(pauses.at(-1)).toBeGreaterThan((pauses[0] ?? Infinity) * 1.5);
  });

  it("shares its asking with all others under way", async () => {
    const { sandbox, organizations } = await start({ jobs: { startDelayMs: 400, rowsPerSecond: Infinity } });

    await Promise.all([1, 11, 21, 31].map(async (from) => await organizations.createAll(desires(10, from))));

    expect(sandbox.account.organizations.size).toBe(40);
    expect(polls(sandbox)[0]?.path.match(/V3-/g)).toHaveLength(4);
    expect(polls(sandbox).length).toBeLessThanOrEqual(4);
  });

  it("is not waited for beyond the patience", async () => {
    const stall: JobFaultRule = { kind: "stall", doneShare: 0.2, stallMs: 60_000 };
    const { sandbox, organizations } = await start({ jobs: atOnce, jobFaults: [stall] }, 150);
    const startedAt = performance.now();

    await organizations.createAll(desires(10));

    expect(performance.now() - startedAt).toBeGreaterThan(1450);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(sandbox.account.organizations.size).toBe(2);
    const asked = polls(sandbox).length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(polls(sandbox).length - asked).toBeLessThanOrEqual(1);
  });

  it("that stalls does not hold up one that ends", async () => {
    const stall: JobFaultRule = { kind: "stall", doneShare: 0.2, stallMs: 1500, times: 1 };
    const { organizations } = await start({ jobs: atOnce, jobFaults: [stall] });
    const over: string[] = [];

    await Promise.all([
      organizations.createAll(desires(10)).then(() => over.push("stalled")),
      organizations.createAll(desires(10, 11)).then(() => over.push("other")),
    ]);

    expect(over).toEqual(["other", "stalled"]);
  });

  it("may be asked for in vain for a while", async () => {
    const { sandbox, organizations } = await start({
      jobs: atOnce,
      faults: [{ kinds: ["500", "502", "garbage", "reset-before"], path: "/api/v2/job_statuses", times: 3 }],
    });

    await organizations.createAll(desires(10));

    expect(polls(sandbox)).toHaveLength(4);
    expect(sandbox.account.organizations.size).toBe(10);
  });

  it("can follow one that is over", async () => {
    const { sandbox, organizations } = await start({ jobs: atOnce });

    await organizations.createAll(desires(10));
    await organizations.createAll(desires(10, 11));

    expect(sandbox.account.organizations.size).toBe(20);
  });
});

describe("a bulk job that cannot be started", () => {
  it("because too many are under way is put off, and nothing else is", async () => {
    const { sandbox, organizations } = await start({
      jobs: { startDelayMs: 400, rowsPerSecond: Infinity, maxInFlight: 1 },
    });
    const first = organizations.createAll(desires(10));
    await expect.poll(() => sandbox.usage.jobs.inFlight).toBe(1);

    const second = organizations.createAll(desires(10, 11));

    await expect(second).rejects.toThrow(Throttled);
    await expect(second).rejects.toMatchObject({ scope: "key", retryAfterMs: 60_000 });
    expect(await organizations.listByExternalIds(["C-404"])).toEqual(new Map());
    await first;
  });

  it("because Zendesk is away says so", async () => {
    const { organizations } = await start({
      faults: [{ kinds: ["503"], path: "/api/v2/organizations/create_many" }],
    });

    await expect(organizations.createAll(desires(10))).rejects.toMatchObject({ name: "Throttled" });
  });

  it("because nobody says which one was started is a bad answer", async () => {
    const { url } = await webServer((response) => {
      response.end('{"job_status":{"status":"queued"}}');
    });

    await expect(organizationsAt(url.href).createAll(desires(10))).rejects.toMatchObject({
      name: "BadAnswer",
      code: "zendesk-bad-answer",
      exchange: { method: "POST", path: "/api/v2/organizations/create_many" },
    });
  });
});

describe("what a bulk job says of its rows", () => {
  const asked = { method: "PUT", path: "/api/v2/tickets/update_many" };
  const jobs = createBulkJobs(clientAt("https://acme.zendesk.com"), {
    slots: freeSlots,
    share: 1,
    patienceMs: 1000,
  });

  it.each([
    ["is answered when it was completed at once", "completed", [{ id: 1 }], [{ id: 1 }]],
    ["is nothing when it is no list", "completed", { success: true }, []],
    ["is nothing when there is none", "completed", null, []],
    ["is not to be relied on when the job failed", "failed", [{ id: 1 }], undefined],
    ["is not to be relied on when the job was killed", "killed", null, undefined],
  ])("%s", async (_what, status, results, rows) => {
    const started = { job_status: { id: "V3-1", status, results } };

    expect(await jobs.run(asked, async () => started)).toEqual(rows);
  });
});

describe("a hundred of the longest external ids", () => {
  it("are asked for in several calls, each of an address that servers take", async () => {
    const { sandbox, organizations } = await start({});
    const externalIds = Array.from({ length: 100 }, (_none, index) => `${"株".repeat(97)}${index}`);

    await organizations.listByExternalIds(externalIds);

    const lengths = sandbox.calls.map(({ path }) => path.length);
    expect(Math.max(...lengths)).toBeLessThan(8000);
    expect(lengths.length).toBeLessThan(20);
  });

  it("are one call when they are of the usual length", async () => {
    const { sandbox, organizations } = await start({});

    await organizations.listByExternalIds(desires(100, 100_000).map(({ externalId }) => externalId));

    expect(sandbox.calls).toHaveLength(1);
  });
});

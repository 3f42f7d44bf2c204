import { describe, expect, it } from "vitest";

import { envelope, post } from "../support/accounting.ts";
import { eventually, startRunning } from "../support/running.ts";
import { startServiceProcess } from "../support/service-process.ts";

/** The smallest plan, and so small a share of it that the work takes more than one minute of it. */
const perMinute = 200;
const ours = 40;
const clients = 30;

describe("two worker processes on one account of 200 requests a minute, of which a fifth is ours", () => {
  it("make no more than 40 calls in any minute, cause no 429, and bring everything home", async () => {
    await using running = await startRunning({
      sandbox: { requestsPerMinute: perMinute },
      env: { ZENDESK_REQUEST_SHARE: "0.2" },
    });
    const second = await startServiceProcess(running.env, ["--role", "worker"]);

    for (let client = 1; client <= clients; client += 1) {
      await post(
        running.url,
        envelope("new-client", {
          clientId: `C-${client}`,
          name: `Client ${client}`,
          segment: "SMB",
          occurredAt: "2026-11-20T15:00:00Z",
        }),
      );
    }

    await eventually(
      "all organizations",
      () => running.sandbox.account.organizations.size === clients,
      240_000,
    );
    const calls = running.sandbox.calls.filter(({ path }) => path.startsWith("/api/"));
    const moments = calls.map(({ at }) => Date.parse(at));
    const most = Math.max(
      ...moments.map((from) => moments.filter((at) => at >= from && at < from + 60_000).length),
    );
    expect(most).toBeLessThanOrEqual(ours);
    expect(calls.filter(({ status }) => status === 429)).toEqual([]);
    await second.kill("SIGTERM");
  }, 300_000);
});

import { describe, expect, it } from "vitest";

import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import { startService } from "../../src/wiring.ts";
import { envelope, post } from "../support/accounting.ts";
import { eventually, startRunning } from "../support/running.ts";

const perMinute = 80;
const clients = 40;

describe("two worker processes on one account of 80 requests a minute, of which half is ours", () => {
  it("make no more than 40 calls in any minute, cause no 429, and bring everything home", async () => {
    await using running = await startRunning({
      sandbox: { requestsPerMinute: perMinute },
      env: { ZENDESK_REQUEST_SHARE: "0.5" },
    });
    const second = await startService(loadConfig(running.env), "worker", await createLogger("silent"));

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
      150_000,
    );
    const calls = running.sandbox.calls.filter(({ path }) => path.startsWith("/api/"));
    const moments = calls.map(({ at }) => Date.parse(at));
    const most = Math.max(
      ...moments.map((from) => moments.filter((at) => at >= from && at < from + 60_000).length),
    );
    expect(most).toBeLessThanOrEqual(perMinute / 2);
    expect(calls.filter(({ status }) => status === 429)).toEqual([]);
    await second.close();
  }, 180_000);
});

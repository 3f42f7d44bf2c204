import { describe, expect, it } from "vitest";

import type { Attempt } from "../../src/jobs/attempt.ts";
import type { Message } from "../../src/jobs/inbox.ts";
import { metricsOn, samplesOf, someFigures } from "./exposition.ts";

const never = async (): Promise<never> => await new Promise(() => {});
const away = async (): Promise<never> => {
  throw new Error("connect ECONNREFUSED");
};

function attemptOf(key: string, other: Partial<Attempt> = {}): Attempt {
  const lease = { kind: "reconcile-client", key, version: 1n, epoch: 1n, attempts: 0 } as const;
  return { lease, ending: { kind: "done" }, again: false, ...other };
}

describe("a scrape", () => {
  it("shows what stands in the stores", async () => {
    expect(await samplesOf(metricsOn())).toEqual(
      expect.arrayContaining([
        'los_up{part="database"} 1',
        'los_up{part="redis"} 1',
        'los_work{kind="reconcile-client",state="failed"} 3',
        'los_oldest_dirty_age_seconds{kind="reconcile-client",urgency="live"} 4.5',
        "los_conflicts_open 2",
        'los_sweep_lag_seconds{sweep="policy-drift"} 60',
        'los_budget_left{limit="account"} 425',
        'los_budget_limit{limit="account"} 525',
      ]),
    );
  });

  it.each([
    ["refuses", away],
    ["hangs", never],
  ])(
    "of a database that %s is over within two seconds, says so and shows no figures",
    async (_how, readFigures) => {
      const startedAt = performance.now();

      const samples = await samplesOf(metricsOn({ readFigures }));

      expect(performance.now() - startedAt).toBeLessThan(2000);
      expect(samples).toContain('los_up{part="database"} 0');
      expect(samples.filter((line) => /^los_(?:work|oldest|conflicts|sweep)/.test(line))).toEqual([]);
      expect(samples).toContain('los_budget_left{limit="account"} 425');
    },
  );

  it("of a Redis that refuses shows no budget", async () => {
    const samples = await samplesOf(metricsOn({ readBudget: away }));

    expect(samples).toContain('los_up{part="redis"} 0');
    expect(samples.filter((line) => line.startsWith("los_budget"))).toEqual([]);
  });

  it("after another asks the database nothing, and none asks while one still waits", async () => {
    let asked = 0;
    const metrics = metricsOn({
      readFigures: async () => {
        asked += 1;
        return someFigures;
      },
    });

    await Promise.all([metrics.render(), metrics.render()]);
    await metrics.render();

    expect(asked).toBe(1);
  });

  it("shows the process too, as Prometheus reads it", async () => {
    const { contentType, body } = await metricsOn().render();

    expect(contentType).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(body).toMatch(/^process_resident_memory_bytes /m);
  });
});

describe("what a process counts", () => {
  it("are messages, by where they come from and what they are", async () => {
    const metrics = metricsOn();

    metrics.messageCame({ source: "accounting", kind: "new-client" });
    metrics.messageCame({ source: "accounting", kind: "new-client" });

    expect(await samplesOf(metrics)).toContain('los_messages_total{source="accounting",kind="new-client"} 2');
  });

  it("are attempts by how they ended, how long they took, and how many were made together", async () => {
    const metrics = metricsOn();

    metrics.attemptsEnded([attemptOf("C-1"), attemptOf("C-2", { ending: undefined } as never)], 1500);
    metrics.attemptsEnded([], 10);

    expect(await samplesOf(metrics)).toEqual(
      expect.arrayContaining([
        'los_attempts_total{kind="reconcile-client",outcome="done"} 1',
        'los_attempts_total{kind="reconcile-client",outcome="lost"} 1',
        'los_attempt_duration_seconds_bucket{le="1",kind="reconcile-client"} 0',
        'los_attempt_duration_seconds_bucket{le="2.5",kind="reconcile-client"} 2',
        'los_batch_size_sum{kind="reconcile-client"} 2',
        'los_batch_size_count{kind="reconcile-client"} 1',
      ]),
    );
  });

  it("are calls to Zendesk by endpoint and answer", async () => {
    const metrics = metricsOn();

    metrics.callEnded({ method: "PUT", path: "/api/v2/organizations/7", status: 422, tookMs: 90 });
    metrics.callEnded({ method: "GET", path: "/api/v2/organizations/8", status: undefined, tookMs: 8000 });

    const endpoint = "/api/v2/organizations/:id";
    expect(await samplesOf(metrics)).toEqual(
      expect.arrayContaining([
        `los_zendesk_calls_total{endpoint="${endpoint}",method="PUT",status="422"} 1`,
        `los_zendesk_calls_total{endpoint="${endpoint}",method="GET",status="none"} 1`,
        `los_zendesk_call_duration_seconds_bucket{le="0.1",endpoint="${endpoint}",method="PUT"} 1`,
      ]),
    );
  });
});

it("no label names a client, whatever is called and comes in", async () => {
  const canary = "CANARY-4711";
  const metrics = metricsOn();

  metrics.messageCame({ source: "zendesk", kind: canary } satisfies Pick<Message, "source" | "kind">);
  metrics.attemptsEnded(
    [
      attemptOf(canary, {
        ending: { kind: "failed", cause: canary, detail: { message: canary } },
        err: new Error(canary),
      }),
    ],
    1,
  );
  for (const path of [
    `/api/v2/organizations/search?external_id=${canary}`,
    `/api/v2/organizations/${canary}`,
    `/${canary}`,
  ]) {
    metrics.callEnded({ method: "GET", path, status: 200, tookMs: 1 });
  }

  const { body } = await metrics.render();
  expect(body).not.toContain(canary);
});

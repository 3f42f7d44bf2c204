import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { envelope, onboarding, post } from "../support/accounting.ts";
import { eventually, type Running, startRunning } from "../support/running.ts";

/** Longer than any work that could still be under way: the sweep runs twice a second, a burst gathers for three. */
const quietMs = 4500;

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

describe("what it costs to keep Zendesk in step", () => {
  let running: Running;
  beforeAll(async () => {
    running = await startRunning();
    await post(running.url, onboarding("C-warm-up")[0]);
    await eventually(
      "a token and a first organization",
      () => running.sandbox.account.organizations.size === 1,
    );
  });
  afterAll(async () => await running[Symbol.asyncDispose]());

  const callsAbout = (name: string) =>
    running.sandbox.calls.filter(({ path, body }) => `${path} ${JSON.stringify(body)}`.includes(name));

  it.concurrent("a new client costs two calls: look, create", async () => {
    await post(running.url, onboarding("C-new")[0]);
    await eventually("its organization", () => callsAbout("C-new").some(({ applied }) => applied));
    await pause(quietMs);

    expect(callsAbout("C-new").map(({ method, status }) => [method, status])).toEqual([
      ["GET", 200],
      ["POST", 201],
    ]);
  });

  it.concurrent("50 messages for one client within 2 s cost at most 3 writes and no 429", async () => {
    const [notification] = onboarding("C-burst");
    await post(running.url, notification);
    for (let second = 1; second <= 49; second += 1) {
      await post(
        running.url,
        envelope("assignments", {
          clientId: "C-burst",
          occurredAt: `2026-11-20T16:00:${String(second).padStart(2, "0")}Z`,
          accountManager: `Manager ${second}`,
        }),
      );
      await pause(30);
    }

    const organization = await eventually("the last manager", () =>
      running.sandbox.account.organizations
        .list()
        .find(({ organization_fields: fields }) => fields["account_manager"] === "Manager 49"),
    );
    await pause(quietMs);
    const calls = running.sandbox.calls.filter(
      ({ organizationId, body }) =>
        organizationId === organization.id || JSON.stringify(body).includes("C-burst"),
    );
    expect(calls.filter(({ applied }) => applied).length).toBeLessThanOrEqual(3);
    expect(calls.filter(({ status }) => status === 429)).toEqual([]);
  });

  it.concurrent("a message that says what is known already costs no call", async () => {
    const [notification] = onboarding("C-same");
    await post(running.url, notification);
    await eventually("its organization", () => callsAbout("C-same").some(({ applied }) => applied));
    await pause(quietMs);
    const before = callsAbout("C-same").length;

    const again = envelope("new-client", { ...notification.body, occurredAt: "2026-11-21T00:00:00Z" });
    expect(await post(running.url, again)).toMatchObject({ status: 202, body: { duplicate: false } });
    expect(await post(running.url, notification)).toMatchObject({ status: 202, body: { duplicate: true } });
    await pause(quietMs);

    expect(callsAbout("C-same")).toHaveLength(before);
  });
});

import { setTimeout as pause } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { envelope, type Envelope, onboarding, post } from "../support/accounting.ts";
import { environmentFor } from "../support/environment.ts";
import { eventually, temporaryFolder } from "../support/running.ts";
import { type ServiceProcess, startServiceProcess } from "../support/service-process.ts";

const clients = 60;
const kills = 6;

/** 300 messages: for each client the notification and four replies, each setting fields that no other sets last. */
function messages(): Envelope[] {
  return Array.from({ length: clients }, (_, index) => `K-${index + 1}`).flatMap((clientId) => [
    ...onboarding(clientId),
    envelope("assignments", {
      clientId,
      occurredAt: "2026-11-20T18:00:00Z",
      daAnalyst: null,
      seoAnalyst: "Kim Wu",
    }),
    envelope("assignments", {
      clientId,
      occurredAt: "2026-11-20T15:30:00Z",
      accountManager: "too old to count",
    }),
  ]);
}

describe("killing the service at any moment of 300 messages", () => {
  it("loses none that was answered 202", async () => {
    await using folder = await temporaryFolder();
    const sandbox = await startSandbox({ requestsPerMinute: 2500 });
    const env = { ...environmentFor(sandbox), DATA_DIR: folder.path, LOG_LEVEL: "info" };
    let service: ServiceProcess = await startServiceProcess(env);

    const unanswered = messages();
    const answered: string[] = [];
    let resumed = Promise.resolve();
    const send = async (): Promise<void> => {
      for (let message = unanswered.shift(); message; message = unanswered.shift()) {
        await resumed;
        const reply = await post(service.url, message).catch(() => undefined);
        if (reply?.status === 202) answered.push(message.id);
        else {
          unanswered.push(message);
          await pause(20);
        }
      }
    };
    const killing = async (): Promise<void> => {
      for (let kill = 1; kill <= kills; kill += 1) {
        await eventually("more answers", () => answered.length >= (kill * 300) / (kills + 2), 60_000);
        await pause(Math.random() * 30);
        resumed = service.kill("SIGKILL").then(async () => {
          service = await startServiceProcess(env);
        });
        await resumed;
      }
    };
    await Promise.all([killing(), ...Array.from({ length: 8 }, send)]);
    expect(new Set(answered).size).toBe(300);

    const expected = {
      client_vertical: "Senior Living",
      client_segment: "segment_vip",
      client_service_level: "los_vip",
      account_manager: "Lee Park",
      seo_analyst: "Kim Wu",
      client_center_id: "cc-88",
    };
    await eventually(
      "all organizations as they should be",
      () =>
        sandbox.account.organizations
          .list()
          .filter(
            ({ organization_fields: fields }) =>
              Object.entries(expected).every(([key, value]) => fields[key] === value) &&
              (fields["da_analyst"] ?? null) === null,
          ).length === clients,
      90_000,
    );
    expect(sandbox.account.organizations.size).toBe(clients);
    expect(sandbox.calls.filter(({ status }) => status === 429)).toEqual([]);

    await service.kill("SIGTERM");
    expect(service.child.exitCode).toBe(0);
    await sandbox.close();
  }, 180_000);
});

describe("killing a worker in the middle of a call to Zendesk", () => {
  it("its work is done by the next within 12 s", async () => {
    await using folder = await temporaryFolder();
    const sandbox = await startSandbox({
      faults: [{ kinds: ["hang"], method: "POST", path: "/api/v2/organizations", times: 1 }],
    });
    const env = { ...environmentFor(sandbox), DATA_DIR: folder.path };
    const first = await startServiceProcess(env);

    await post(first.url, onboarding("K-1")[0]);
    await eventually("a call that hangs", () => sandbox.calls.some(({ fault }) => fault === "hang"));
    const killedAt = performance.now();
    await first.kill("SIGKILL");
    const second = await startServiceProcess(env);
    await eventually("the organization", () => sandbox.account.organizations.size === 1);

    expect(performance.now() - killedAt).toBeLessThan(12_000);
    await second.kill("SIGTERM");
    await sandbox.close();
  });
});

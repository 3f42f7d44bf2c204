import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { FaultRule } from "../../src/sandbox/faults.ts";
import { onboarded, onboarding, post } from "../support/accounting.ts";
import { type Running, eventually, startRunning } from "../support/running.ts";

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** Every way in which an answer of Zendesk's may fail, together one answer in five. */
const oneAnswerInFive: readonly FaultRule[] = [
  {
    kinds: ["429", "500", "502", "503", "504", "reset-before", "reset-after", "500-after", "garbage", "slow"],
    share: 0.2,
    delayMs: 1000,
  },
];

const worlds = [
  { name: "each message once", repeats: 1, faults: [] },
  { name: "each message three times", repeats: 3, faults: [] },
  {
    name: "each message once, while one answer of Zendesk's in five fails",
    repeats: 1,
    faults: oneAnswerInFive,
  },
  { name: "each message three times, while one answer in five fails", repeats: 3, faults: oneAnswerInFive },
];

describe.each(worlds)("a notification and its two replies, $name", ({ repeats, faults }) => {
  let running: Running;
  beforeAll(async () => {
    running = await startRunning({ sandbox: { faults, seed: 42 } });
  });
  afterAll(async () => await running[Symbol.asyncDispose]());

  it.concurrent.each(orders)("in the order %i %i %i end in the same organization", async (...order) => {
    const clientId = `C-${order.join("")}`;
    const messages = onboarding(clientId);

    for (const index of order) {
      for (let time = 1; time <= repeats; time += 1) {
        const reply = await post(running.url, messages[index]);
        expect(reply).toMatchObject({ status: 202, body: { id: messages[index].id, duplicate: time > 1 } });
      }
    }

    const organization = await eventually(
      `the whole organization of ${clientId}`,
      () =>
        running.sandbox.account.organizations
          .list()
          .find(
            ({ external_id, organization_fields: fields }) =>
              external_id === clientId &&
              fields["seo_analyst"] === "Dana Fox" &&
              fields["account_manager"] === "Lee Park",
          ),
      60_000,
    );
    expect({ ...organization, tags: organization.tags.toSorted() }).toMatchObject(onboarded(clientId));
  });
});

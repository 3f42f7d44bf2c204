import { describe, expect, it } from "vitest";

import { createSlots } from "../../src/redis/slots.ts";
import { twoConnections } from "../support/two-connections.ts";

describe("places that all processes share", () => {
  it("are as many as the limit, whoever asks", async () => {
    const [one, other] = await twoConnections();
    const asked = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const slots = createSlots(index % 2 === 0 ? one : other, "crowd");
        return await slots.take("inflight-jobs", 7, 60_000);
      }),
    );

    expect(asked.filter((slot) => slot !== undefined)).toHaveLength(7);
  });

  it("can be taken again when one is given back", async () => {
    const [one] = await twoConnections();
    const slots = createSlots(one, "back");
    const slot = await slots.take("inflight-jobs", 1, 60_000);
    expect(await slots.take("inflight-jobs", 1, 60_000)).toBeUndefined();

    await slots.release("inflight-jobs", slot!);

    expect(await slots.take("inflight-jobs", 1, 60_000)).toBeDefined();
  });

  it("are free again when the time of a holder that died is over", async () => {
    const [one] = await twoConnections();
    const slots = createSlots(one, "died");
    await slots.take("inflight-jobs", 1, 50);

    await new Promise((resolve) => setTimeout(resolve, 80));

    expect(await slots.take("inflight-jobs", 1, 50)).toBeDefined();
  });
});

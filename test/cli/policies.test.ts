import { describe, expect, it } from "vitest";

import { writesIn } from "./client-lists.ts";
import { emptyAccount, type SetupDesk, shownPolicies } from "./setup-desk.ts";

async function withPolicies(): Promise<SetupDesk> {
  const desk = await emptyAccount();
  const { code, out, err } = await desk.run(["policies", "apply", "--yes"]);
  expect({ code, made: out.includes("organization field"), err }).toMatchObject({ code: 0, made: false });
  desk.sandbox.forgetCalls();
  return desk;
}

describe("los policies", () => {
  it("makes the SLA policies alone; then nothing drifts", async () => {
    const desk = await withPolicies();

    expect((await shownPolicies(desk)).map(({ title }) => title)).toEqual([
      "VIP",
      "Key Account",
      "Corporate",
      "SMB",
    ]);
    expect((await desk.run(["policies", "plan"])).code).toBe(0);
    expect(await desk.run(["policies", "drift"])).toMatchObject({
      code: 0,
      out: "Zendesk is as the catalogue says.",
    });
  });

  it("shows manual edits and another order as drift, and mends them", async () => {
    const desk = await withPolicies();
    const shown = await shownPolicies(desk);
    const ids = shown.map(({ id }) => id).toReversed();
    await desk.inZendesk("PUT", "slas/policies/reorder", { sla_policy_ids: ids });
    await desk.inZendesk("PUT", `slas/policies/${ids[0]}`, { sla_policy: { title: "Cheap" } });
    desk.sandbox.forgetCalls();

    const drift = await desk.run(["policies", "drift"]);

    expect(drift.code).toBe(2);
    expect(drift.out).toContain("title: Cheap → SMB");
    expect(drift.out).toMatch(/^↕ /m);
    expect(writesIn(desk.sandbox)).toEqual([]);
    expect((await desk.run(["policies", "apply", "--yes"])).code).toBe(0);
    expect(await shownPolicies(desk)).toMatchObject(
      shown.map(({ id, title, position }) => ({ id, title, position })),
    );
  });

  it("tells programs what drifted", async () => {
    const desk = await withPolicies();
    const [first] = await shownPolicies(desk);
    await desk.inZendesk("PUT", `slas/policies/${first?.id}`, { sla_policy: { title: "Gold" } });

    const { out } = await desk.run(["policies", "drift", "--output", "json"]);

    expect(JSON.parse(out)).toMatchObject({
      drift: [{ id: "policy los_vip", changes: [{ field: "title", before: "Gold", after: "VIP" }] }],
    });
  });

  it("takes no webhook", async () => {
    const { run } = await emptyAccount();

    const { code, err } = await run(["policies", "plan", "--webhook-url", "https://los.example"]);

    expect(code).toBe(1);
    expect(err).toContain("--webhook-url");
  });
});

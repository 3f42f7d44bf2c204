import { describe, expect, it } from "vitest";

import { lanes } from "../../src/queue/lanes.ts";
import { chromium, openDesk } from "./console-desk.ts";

describe.skipIf(chromium === undefined)("the raw queues", () => {
  it("show an admin both lanes, under our policy", async () => {
    await using desk = await openDesk();
    const page = await desk.person();
    await desk.signIn(page, "admin");

    await page.getByRole("link", { name: "Raw queues" }).click();
    for (const lane of lanes) await page.getByText(lane, { exact: true }).first().waitFor();

    expect(desk.complaints.filter((one) => !/font/i.test(one))).toEqual([]);
  });
});

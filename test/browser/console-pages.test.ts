import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { envelope, onboarding, post } from "../support/accounting.ts";
import { eventually } from "../support/running.ts";
import { chromium, type Desk, openDesk, seriousViolations } from "./console-desk.ts";

const hostile = `<img src=x onerror="alert(1)">"'><script>alert(2)</script>`;
const occurredAt = "2026-11-20T15:00:00Z";

/** Every page, with something on it to show. */
const pages: readonly (readonly [string, string])[] = [
  ["sign-in", "/sign-in"],
  ["overview", "/"],
  ["clients", "/clients"],
  ["client", "/clients/C-1"],
  ["hostile-client", `/clients/${encodeURIComponent(hostile)}`],
  ["search", `/clients?q=${encodeURIComponent(hostile)}`],
  ["nothing-found", "/clients?q=nobody"],
  ["failures", "/failures"],
  ["failures-of-cause", "/failures?state=conflict"],
  ["job", "/jobs/1"],
  ["re-run-of-many", "/retries/new?state=conflict"],
  ["conflicts", "/conflicts"],
  ["conflict", "/conflicts/1"],
  ["change-sets", "/change-sets"],
  ["change-set", `/change-sets/${encodeURIComponent(hostile)}`],
  ["schedule", "/schedule-changes"],
  ["catalogue", "/catalogue"],
  ["notifications", "/notifications"],
  ["activity", "/activity"],
  ["forget", "/clients/C-1/forget"],
  ["missing", "/clients/NOBODY"],
];

const looks = [
  ["light", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
  ["narrow", { colorScheme: "light", viewport: { width: 400, height: 800 } }],
  ["wide", { colorScheme: "light", viewport: { width: 1600, height: 1000 } }],
] as const;

describe.skipIf(chromium === undefined)("the pages of the console", () => {
  let desk: Desk;
  let visited: Page;

  beforeAll(async () => {
    desk = await openDesk();
    const { running } = desk;
    for (const message of onboarding("C-1")) await post(running.url, message);
    await post(
      running.url,
      envelope("new-client", { clientId: hostile, name: `Acme ${hostile}`, segment: "SMB", occurredAt }),
    );
    await post(
      running.url,
      envelope("assignments", {
        clientId: hostile,
        occurredAt,
        accountManager: hostile,
        clientHubUrn: hostile,
      }),
    );
    await post(
      running.url,
      envelope("new-client", { clientId: "C-2", name: `Acme ${hostile}`, segment: "VIP", occurredAt }),
    );
    await post(
      running.url,
      envelope("segment-changes", {
        changeSetId: hostile,
        occurredAt,
        effectiveAt: "2030-01-01T00:00:00Z",
        changes: [{ clientId: "C-1", segment: "SMB" }],
      }),
    );
    await eventually("two organizations", () => running.sandbox.account.organizations.size >= 2);
    visited = await desk.person();
    await desk.signIn(visited, "admin");
    await eventually("a conflict", async () => {
      await visited.goto("/conflicts");
      return (await visited.getByRole("link", { name: /C-2|Acme/ }).count()) > 0;
    });
  });
  afterAll(async () => await desk[Symbol.asyncDispose]());

  describe.each(looks)("%s", (look, options) => {
    let page: Page;
    beforeAll(async () => {
      page = await desk.person({ ...options, baseURL: desk.running.url });
      await desk.signIn(page, "admin");
    });

    it.each(pages)("%s has nothing that keeps somebody out, and fits", async (name, path) => {
      await page.goto(path);
      await page.waitForTimeout(100);

      expect(await seriousViolations(page)).toEqual([]);
      expect(
        await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"),
      ).toBeLessThanOrEqual(0);
      await keepPicture(page, `${name}-${look}`);
    });
  });

  it("show what people wrote as text: none of it ever ran, and no page broke our own rules", async () => {
    await visited.goto(`/clients/${encodeURIComponent(hostile)}`);

    expect(await visited.getByRole("heading", { level: 1 }).textContent()).toContain(hostile);
    expect(await visited.locator("img").count()).toBe(0);
    expect(desk.complaints.filter((one) => !one.includes("404 (Not Found)"))).toEqual([]);
  });
});

/** For whoever wants to look: `SCREENSHOTS=folder`. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env["SCREENSHOTS"];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

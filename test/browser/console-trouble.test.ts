import { describe, expect, it } from "vitest";

import { onboarding, post } from "../support/accounting.ts";
import { eventually } from "../support/running.ts";
import { chromium, openDesk } from "./console-desk.ts";

describe.skipIf(chromium === undefined)("when something goes wrong behind a page", () => {
  it("a search that failed leaves what was found, and the next letter is searched for", async () => {
    await using desk = await openDesk();
    await post(desk.running.url, onboarding("C-1")[0]);
    const page = await desk.person();
    await desk.signIn(page);
    await page.goto("/clients");
    await page.locator("#found").getByText("Acme C-1").waitFor();
    let failures = 1;
    await page.route(/\/clients\?q=/, async (route) => {
      failures -= 1;
      if (failures >= 0)
        await route.fulfill({ status: 500, contentType: "text/html", body: "<h1>Broken</h1>" });
      else await route.continue();
    });

    await page.getByLabel(/Name, id or domain/).pressSequentially("nobod");
    await eventually("the answer that failed", () => failures === 0);
    await page.waitForTimeout(300);
    expect(await page.locator("#found").getByText("Acme C-1").count()).toBe(1);
    expect(await page.getByText("Broken").count()).toBe(0);
    await page.getByLabel(/Name, id or domain/).press("y");

    await page.getByText("No client fits “nobody”.").waitFor();
  });

  it("a re-run whose progress could not be asked once is asked for again", async () => {
    await using desk = await openDesk({ seedFields: false });
    await post(desk.running.url, onboarding("C-1")[0]);
    const page = await desk.person();
    await desk.signIn(page);
    let asked = 0;
    await page.route(/\/retries\/\d+\/progress$/, async (route) => {
      asked += 1;
      await route.fulfill({
        status: asked === 1 ? 500 : 200,
        contentType: "text/html",
        body: asked === 1 ? "<h1>Broken</h1>" : `<div id="progress">All looked at</div>`,
      });
    });
    await page.route(/\/retries\/3$/, async (route) => {
      const overview = await (await route.fetch({ url: `${desk.running.url}/` })).text();
      const progress = `<div id="progress" hx-get="/retries/3/progress" hx-trigger="every 200ms" hx-swap="outerMorph">Running</div>`;
      await route.fulfill({
        contentType: "text/html",
        body: overview.replace(/<main.*<\/main>/s, `<main>${progress}</main>`),
      });
    });

    await page.goto("/retries/3");
    await page.getByText("All looked at").waitFor();

    expect(asked).toBeGreaterThan(1);
  });

  it("an overview whose events do not come says since when, and greys", async () => {
    await using desk = await openDesk();
    const page = await desk.person();
    await desk.signIn(page);
    await page.goto("/catalogue");
    await page.route(/overview\/events$/, async (route) => await route.abort());

    await page.goto("/");

    await page.getByText(/Not live since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/).waitFor();
    expect(await page.locator("#live.old").count()).toBe(1);
  }, 60_000);
});

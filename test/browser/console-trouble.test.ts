import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { onboarding, post } from "../support/accounting.ts";
import { eventually } from "../support/running.ts";
import { chromium, type Desk, openDesk } from "./console-desk.ts";

/** Somebody whose overview connects to its events and never gets one. */
async function signedInWithoutEvents(desk: Desk): Promise<Page> {
  const page = await desk.person();
  await desk.signIn(page);
  await page.goto("/catalogue");
  await page.clock.install();
  await page.route(/overview\/events$/, async (route) => {
    await route.fulfill({ contentType: "text/event-stream", body: ": open\n\n" });
  });
  return page;
}

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

  it("an overview whose first events could not be had comes back by itself", async () => {
    await using desk = await openDesk();
    const page = await desk.person();
    await desk.signIn(page);
    await page.goto("/catalogue");
    await page.clock.install();
    await page.route(/overview\/events$/, async (route) => await route.abort());
    await page.goto("/");
    await page.clock.fastForward(12_000);
    await page.getByText(/Not live since/).waitFor();

    await page.unroute(/overview\/events$/);
    const loaded = page.waitForEvent("load");
    await page.clock.fastForward(6000);
    await loaded;

    await page.getByText(/Not live since/).waitFor({ state: "hidden" });
    expect(await page.locator("#live.old").count()).toBe(0);
  }, 60_000);

  it("an overview of which only the events are held up is not loaded again, until the service was away", async () => {
    await using desk = await openDesk();
    const page = await signedInWithoutEvents(desk);
    let status = 200;
    await page.route(
      ({ pathname }) => pathname === "/",
      async (route) => {
        if (status === 200) await route.continue();
        else await route.fulfill({ status, body: "" });
      },
    );
    /** Lets so much time go by that the page asks whether the service answers, and takes it in. */
    const askAgainAfter = async (ms: number): Promise<void> => {
      const answered = page.waitForResponse(
        (answer) => new URL(answer.url()).pathname === "/" && answer.request().resourceType() === "fetch",
      );
      await page.clock.fastForward(ms);
      await answered;
      await page.waitForTimeout(300);
    };
    const connected = page.waitForResponse(/overview\/events$/);
    await page.goto("/");
    await connected;
    await page.waitForTimeout(300);
    await page.evaluate("document.title = 'not loaded again'");

    await askAgainAfter(12_000);
    await page.getByText(/Not live since/).waitFor();
    for (const answer of [200, 429, 503, 429]) {
      status = answer;
      await askAgainAfter(6000);
    }
    expect(await page.title()).toBe("not loaded again");

    status = 200;
    const loaded = page.waitForEvent("load");
    await page.clock.fastForward(6000);
    await loaded;
    expect(await page.title()).not.toBe("not loaded again");
  }, 60_000);

  it("an overview of a session that is over asks to sign in, though no event could say so", async () => {
    await using desk = await openDesk();
    const page = await signedInWithoutEvents(desk);
    await page.goto("/");
    await page.context().clearCookies();

    await page.clock.fastForward(12_000);
    await page.clock.fastForward(6000);

    await page.waitForURL(/\/sign-in/);
    expect(await page.getByRole("button", { name: "Sign in" }).count()).toBe(1);
  }, 60_000);

  it("an overview of somebody who signed out says so and stays as it is", async () => {
    await using desk = await openDesk();
    const page = await desk.person();
    await desk.signIn(page);
    await page.clock.install();
    await page.goto("/");
    await page.evaluate("document.title = 'not loaded again'");
    const other = await page.context().newPage();
    await other.goto("/catalogue");
    await other.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out.").waitFor();

    await page.clock.fastForward(12_000);
    await page.clock.fastForward(12_000);
    await page.waitForTimeout(500);

    expect(await page.title()).toBe("not loaded again");
    expect(await page.getByText("You are signed out.").isVisible()).toBe(true);
    expect(await page.getByText(/Not live since/).isVisible()).toBe(false);
  }, 60_000);
});

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { envelope, onboarding, post } from "../support/accounting.ts";
import { los } from "../support/command.ts";
import { tokens } from "../support/operators.ts";
import { eventually } from "../support/running.ts";
import { chromium, openDesk } from "./console-desk.ts";

const occurredAt = "2026-11-20T15:00:00Z";

/** Loads the page again until it says so. */
async function untilItSays(page: Page, words: RegExp | string): Promise<void> {
  await eventually(`the page says ${String(words)}`, async () => {
    await page.reload();
    return (await page.getByText(words).count()) > 0;
  });
}

describe.skipIf(chromium === undefined)("at the console", () => {
  it("somebody without the right token stays outside, and is told how to get one", async () => {
    await using desk = await openDesk();
    const page = await desk.person();

    await page.goto("/clients");
    await page.getByLabel("Operations token").fill("guessed");
    await page.getByRole("button", { name: "Sign in" }).click();

    await page.getByRole("alert").waitFor();
    expect(await page.getByText("los token NAME ROLE").count()).toBe(1);
    await page.goto("/clients");
    expect(await page.getByLabel("Operations token").count()).toBe(1);
  });

  it("a client that failed is found by its cause, read, mended, re-run, and seen to succeed", async () => {
    await using desk = await openDesk({ seedFields: false });
    await post(desk.running.url, onboarding("C-1")[0]);
    const page = await desk.person();
    await desk.signIn(page);

    await untilItSays(page, /zendesk-ignored/);
    await page
      .getByRole("link", { name: /Failures/ })
      .first()
      .click();
    await page.getByRole("link", { name: /zendesk-ignored/ }).click();
    await page.getByRole("link", { name: /C-1/ }).first().click();
    expect(await page.getByText("los setup apply makes it").count()).toBeGreaterThan(0);

    expect(
      (await los(["setup", "apply", "--yes", "--webhook-url", "https://los.example/hook"], desk.running.env))
        .code,
    ).toBe(0);
    await page.getByLabel("Reason (optional)").fill("made the fields");
    await page.getByRole("button", { name: "Re-run" }).click();
    await untilItSays(page, "in step");
    await page.getByRole("link", { name: /history/ }).click();

    expect(await page.getByText("made the fields").count()).toBeGreaterThan(0);
    expect(desk.running.sandbox.account.organizations.list()).toMatchObject([
      { external_id: "C-1", organization_fields: { client_segment: "segment_vip" } },
    ]);
  });

  it("a conflict is decided: the client is renamed, and gets its organization", async () => {
    await using desk = await openDesk({ organizations: [{ name: "Acme", external_id: "OTHER" }] });
    await post(
      desk.running.url,
      envelope("new-client", { clientId: "C-1", name: "Acme", segment: "VIP", occurredAt }),
    );
    const page = await desk.person();
    await desk.signIn(page);

    await page.goto("/conflicts");
    await untilItSays(page, /name-taken|C-1/);
    await page.locator("table a[href^='/conflicts/']").first().click();
    await page.getByRole("radio", { name: /^Rename/ }).check();
    await page.getByLabel(/Its name in Zendesk/).fill("Acme West");
    await page.getByLabel("Reason").fill("they are two companies");
    await page.getByLabel(/I have read/).check();
    await page.getByRole("button", { name: "Do it" }).click();

    await page.getByText("Reason: they are two companies").waitFor();
    const renamed = await eventually("its organization", () =>
      desk.running.sandbox.account.organizations.list().find(({ external_id }) => external_id === "C-1"),
    );
    expect(renamed.name).toBe("Acme West");
  });

  it("a change set is scheduled after its preview, and cancelled again", async () => {
    await using desk = await openDesk();
    await post(desk.running.url, onboarding("C-1")[0]);
    await eventually("its organization", () => desk.running.sandbox.account.organizations.size === 1);
    const page = await desk.person();
    await desk.signIn(page);

    await page.goto("/schedule-changes");
    await page.getByLabel("Name").fill("December");
    await page.getByLabel(/Takes effect/).fill("2030-12-01T08:00");
    await page.getByLabel(/Clients/).fill("C-1,SMB");
    await page.getByRole("button", { name: "Show what it would do" }).click();
    await page.getByLabel("Reason").fill("the monthly meeting");
    await page.getByRole("button", { name: /^Schedule/ }).click();
    await page.getByText("to come", { exact: false }).first().waitFor();

    await page.getByRole("link", { name: /Cancel what is to come/ }).click();
    await page.getByLabel("Reason").fill("decided otherwise");
    await page.getByRole("button", { name: /^Cancel for 1 client/ }).click();
    await page.getByText("cancelled").first().waitFor();

    expect(desk.complaints).toEqual([]);
  });

  it("a viewer looks, and can press nothing", async () => {
    await using desk = await openDesk({ seedFields: false });
    await post(desk.running.url, onboarding("C-1")[0]);
    const page = await desk.person();
    await desk.signIn(page, "viewer");
    await page.goto("/clients/C-1");
    await untilItSays(page, /zendesk-ignored/);

    const buttons = page.locator("main button");
    expect(await buttons.count()).toBeGreaterThan(0);
    expect(await page.locator("main button:not([disabled])").count()).toBe(0);
  });

  it("all is done without a mouse", async () => {
    await using desk = await openDesk();
    await post(desk.running.url, onboarding("C-1")[0]);
    const page = await desk.person();
    await page.goto("/sign-in");
    await page.keyboard.type(tokens.operator);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Sign out" }).waitFor();

    await page.keyboard.press("Tab");
    expect(await focused(page)).toMatch(/skip/i);
    await tabTo(page, /^Clients/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Clients" }).waitFor();
    await tabTo(page, /^Acme C-1/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /Acme C-1/ }).waitFor();
    await tabTo(page, /^Look again/);
    await page.keyboard.press("Enter");

    await page.getByRole("status").first().waitFor();
    await page.goto("/activity");
    expect(await page.locator("main table").getByText("otto").count()).toBeGreaterThan(0);
  });
});

async function focused(page: Page): Promise<string> {
  return await page.evaluate<string>("document.activeElement?.textContent.trim() ?? ''");
}

async function tabTo(page: Page, words: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (words.test(await focused(page))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`80 presses of Tab did not lead to ${String(words)}`);
}

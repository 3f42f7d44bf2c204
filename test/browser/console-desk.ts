import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";

import type { AxeResults } from "axe-core";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";

import type { SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { opsTokens, tokens } from "../support/operators.ts";
import { type Running, startRunning } from "../support/running.ts";
import { findChromium, openBrowser } from "./open-browser.ts";

/** A running service, and a browser in front of it. */
export type Desk = AsyncDisposable & {
  readonly running: Running;
  /** A person's own browser; what goes wrong on their pages is in `complaints`. */
  person(options?: BrowserContextOptions): Promise<Page>;
  signIn(page: Page, role?: keyof typeof tokens): Promise<void>;
  /** Errors of scripts, things that our policy forbids, dialogs. */
  readonly complaints: string[];
};

export const chromium = await findChromium();

export async function openDesk(sandbox: SandboxOptions = {}): Promise<Desk> {
  if (chromium === undefined) throw new Error("no Chromium to test with");
  await using open = new AsyncDisposableStack();
  const running = open.use(await startRunning({ sandbox, env: { OPS_TOKENS: opsTokens } }));
  const browser = await openBrowser(chromium);
  open.defer(async () => await browser.close());
  const complaints: string[] = [];
  const all = open.move();

  return {
    running,
    complaints,
    async person(options = {}) {
      const context: BrowserContext = await browser.newContext({ baseURL: running.url, ...options });
      const page = await context.newPage();
      page.on("pageerror", (err) => void complaints.push(`${page.url()}: ${err.message}`));
      page.on("dialog", (dialog) => {
        complaints.push(`${page.url()}: a dialog says ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
      });
      return page;
    },
    async signIn(page, role = "operator") {
      await page.goto("/sign-in");
      await page.getByLabel("Operations token").fill(tokens[role]);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("button", { name: "Sign out" }).waitFor();
    },
    [Symbol.asyncDispose]: async () => await all.disposeAsync(),
  };
}

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe-core finds that is serious or worse, in words. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axePath, "utf8"));
  const { violations } = await page.evaluate<AxeResults>("axe.run()");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${page.url()} ${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`);
}

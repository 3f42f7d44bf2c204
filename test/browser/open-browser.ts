import { access, constants } from "node:fs/promises";

import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where a Chromium of the system is; undefined: nowhere that we know of. `CHROMIUM` names another. */
export async function findChromium(): Promise<string | undefined> {
  for (const place of [process.env["CHROMIUM"], ...places]) {
    if (place !== undefined && (await isProgram(place))) return place;
  }
  return undefined;
}

export async function openBrowser(executablePath: string): Promise<Browser> {
  // As root Chromium has no sandbox of its own; it only ever sees our own pages.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await chromium.launch({ executablePath, args });
}

async function isProgram(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

import { execFile } from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";

import { expect, it } from "vitest";

/** Imports what observes a service, and tells which of its packages for traces were loaded. */
const program = `
  import { registerHooks } from "node:module";
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  await import(${JSON.stringify(new URL("../../src/observing.ts", import.meta.url).href)});
  const names = loaded.map((url) => /@opentelemetry\\/[a-z-]+/.exec(url)?.[0]);
  console.log([...new Set(names.filter((name) => name !== undefined))].join());
`;

it("without a collector, nothing is loaded for traces but the interface that prom-client uses", async () => {
  const run = promisify(execFile);

  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program]);

  expect(stdout.trim()).toBe("@opentelemetry/api");
});

import { onTestFinished } from "vitest";

import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";

/** A sandbox that ends with the test; its bulk jobs begin at once. */
export async function ownSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ jobs: { startDelayMs: 100 }, ...options });
  onTestFinished(async () => await sandbox.close());
  return sandbox;
}

/** What Zendesk was asked to change. */
export function writesTo({ calls }: Sandbox): readonly string[] {
  return calls
    .filter(({ method, path }) => method !== "GET" && path.startsWith("/api/v2/"))
    .map(({ method, path }) => `${method} ${path}`);
}

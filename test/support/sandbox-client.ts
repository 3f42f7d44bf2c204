import { onTestFinished } from "vitest";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk, type ZendeskClient } from "../../src/zendesk/client.ts";
import { hearingLog } from "./hearing-log.ts";

/** A sandbox that ends with the test, and a client of it as the service has it, whose calls nobody counts. */
export async function sandboxAndClient(
  options: SandboxOptions = {},
  deadlineMs = 8000,
): Promise<{ readonly sandbox: Sandbox; readonly client: ZendeskClient }> {
  const sandbox = await startSandbox(options);
  onTestFinished(async () => await sandbox.close());
  const { clientId, clientSecret } = sandbox.credentials;
  const client = createZendesk({
    budget: uncounted,
    url: sandbox.url,
    credentials: { kind: "oauth", clientId, clientSecret },
    log: hearingLog().log,
    deadlineMs,
  });
  return { sandbox, client };
}

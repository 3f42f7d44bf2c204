import { organizationOf } from "./bench-clients.ts";
import { startChild } from "./child-process.ts";
import type { Figures, Pace, Step } from "./measure-service.ts";
import { callForEach, createPlainClient } from "./plain-client.ts";
import type { Account } from "./sandbox-process.ts";

/**
 * The client that everybody writes first: for each record one `createOrUpdate` of node-zendesk, and a pause when
 * Zendesk has had enough. It cannot know what changed, so it writes everything each time.
 */
export async function measurePlain(
  size: number,
  { sandbox: options }: Pace,
  tell: (words: string) => void,
): Promise<Figures[]> {
  await using open = new AsyncDisposableStack();
  const sandbox = await startChild("sandbox-process.ts", options);
  open.defer(async () => await sandbox.close());
  const client = createPlainClient(sandbox.url);

  const figures: Figures[] = [];
  for (const step of ["first import", "nothing changed", "1 % changed"] satisfies Step[]) {
    if (step === "1 % changed") await sandbox.ask("edit", 0.01);
    tell(`plain client, ${size} clients, ${step}`);
    await sandbox.ask("forgetCalls");
    const before = await sandbox.ask<Account>("account");
    const startedAt = performance.now();
    await callForEach(
      Array.from({ length: size }, (_, index) => organizationOf(index)),
      async (organization) => await client.organizations.createOrUpdate({ organization }),
    );
    const wallMs = performance.now() - startedAt;
    const { calls, writes, refused, mostCallsInAMinute } = await sandbox.ask<Account>("account");
    figures.push({
      size,
      step,
      calls,
      writes,
      wallMs,
      refused: refused - before.refused,
      mostCallsInAMinute,
    });
  }
  return figures;
}

import type { SetupStep } from "../domain/setup/setup-step.ts";
import type { SetupRecord } from "../store/history/setup-applies.ts";
import { applyStep } from "../zendesk/apply-step.ts";
import type { ZendeskClient } from "../zendesk/client.ts";

export type StepsApplied = {
  readonly done: number;
  /** Why it ended before all was done. */
  readonly stoppedBy?: unknown;
};

type Ports = {
  readonly zendesk: ZendeskClient;
  readonly record: SetupRecord;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
};

/** One step after the other, until one is refused. Each is written down in time to be undone. */
export async function applySteps(
  steps: readonly SetupStep[],
  { zendesk, record, tell, signal }: Ports,
): Promise<StepsApplied> {
  const ids = new Map<string, number | string>();
  let done = 0;
  try {
    for (const step of steps) {
      if (signal.aborted) throw new Error("somebody asked to stop");
      const { id, name, undo, action } = step;
      const deletedId = deletedBy(step);
      const keep = async (madeId: number | string | null): Promise<void> =>
        await record.keep({ id, name, undo, madeId, deletedId });
      const onMade = async (madeId: number | string): Promise<void> => {
        ids.set(id, madeId);
        await keep(madeId);
      };
      // Old values may be written back whether or not the new ones were; what was not deleted must not be made again.
      if (action === "update" || action === "reorder") await keep(null);
      await applyStep(zendesk, step, { ids, onMade, signal });
      if (action === "delete") await keep(null);
      done += 1;
      tell(`${done} of ${steps.length}  ${name}`);
    }
  } catch (stoppedBy) {
    return { done, stoppedBy };
  }
  await record.finish();
  return { done };
}

function deletedBy({ action, requests }: SetupStep): string | null {
  return action === "delete" ? (requests[0]?.path.split("/").at(-1) ?? null) : null;
}

import type { Process } from "./timeline.ts";
import type { World } from "./world.ts";

/** As SIGSTOP does, for longer than a lease or shorter. */
export function stopProcess(
  process: Process,
  { dice, timeline, trace, queue }: Pick<World, "dice" | "timeline" | "trace" | "queue">,
): void {
  const forMs = Math.round(5000 + dice() * 20_000);
  trace.tell(process.name, `is stopped for ${forMs} ms`);
  process.stoppedUntilMs = timeline.nowMs + forMs;
  queue.silent(process);
}

import type { Message } from "../../src/jobs/inbox.ts";
import { createInbox } from "../../src/store/inbox/inbox.ts";
import { instantOf } from "../../src/domain/instant.ts";
import { gatedDatabase } from "./gated-database.ts";
import type { Process } from "./timeline.ts";
import { momentOf, type World } from "./world.ts";

export type SimulatedHttp = {
  /** Ends when the answer would be sent. @throws when the message could not be made durable */
  receive(message: Message): Promise<void>;
};

/** As the service does it: make durable, then wake without waiting for it. */
export function startHttp(process: Process, world: World): SimulatedHttp {
  const inbox = createInbox(gatedDatabase(process, world));
  return {
    async receive(message) {
      const now = instantOf(momentOf(world.timeline.nowMs + process.skewMs));
      const { effectiveAt } = message;
      const due = { ...message, effectiveAt: effectiveAt !== null && effectiveAt > now ? effectiveAt : null };
      const { dirty } = await inbox.accept(world.bug?.message?.(due, now) ?? due);
      void world.queue.wake(dirty, process);
    },
  };
}

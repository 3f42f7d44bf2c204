import { eventually } from "../support/running.ts";

/** Drills are about what happens, not how soon: other programs may need this machine, too (milliseconds). */
const withinMs = 120_000;

/** Waits until `look` answers something other than undefined or false. */
export async function inTheEnd(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  await eventually(what, look, withinMs);
}

import { z } from "zod";
import { parameterMissing, Refusal } from "./refusal.ts";

/** What makes an update safe; the sandbox does not look at the value, as Zendesk takes false for true. */
export const safeUpdate = z.object({
  safe_update: z.exactOptional(z.unknown()),
  updated_stamp: z.exactOptional(z.iso.datetime({ offset: true })),
});

type SafeUpdate = { readonly safe_update?: unknown; readonly updated_stamp?: string | undefined };

/** The `updated_at` that the caller has seen, if the update is to be safe. */
export function stampIn({ safe_update: safe, updated_stamp: stamp }: SafeUpdate): string | undefined {
  if (safe === undefined) return undefined;
  if (stamp === undefined) throw parameterMissing("updated_stamp");
  return stamp;
}

/** A record that is newer than the stamp is left alone (Zendesk API reference, Ticket update collisions). */
export function refuseOutdated({ updated_at: at }: { readonly updated_at: string }, stamp?: string): void {
  if (stamp === undefined || Date.parse(at) <= Date.parse(stamp)) return;
  throw new Refusal(409, {
    error: "UpdateConflict",
    description:
      "Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and try again.",
  });
}

import type { Exchange } from "./refusals.ts";

/** A call that changed something in Zendesk, or failed. Without `status` nothing came back. */
export type RecordedCall = Exchange & { readonly at: Date; readonly tookMs: number };

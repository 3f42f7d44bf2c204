import { type Context, ROOT_CONTEXT, type SpanContext, trace, TraceFlags } from "@opentelemetry/api";

const shape = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** A span by its name in W3C Trace Context: `00-TRACE-SPAN-FLAGS`. */
export function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

/** What follows from that span; none for anything else. */
export function contextOf(traceparent: string | null | undefined): Context[] {
  const [, traceId, spanId] = shape.exec(traceparent ?? "") ?? [];
  if (traceId === undefined || spanId === undefined) return [];
  const span = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return [trace.setSpanContext(ROOT_CONTEXT, span)];
}

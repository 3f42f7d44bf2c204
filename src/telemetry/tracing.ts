import { AsyncLocalStorage } from "node:async_hooks";

import {
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";

import type { PerformAll } from "../jobs/attempt.ts";
import type { EndedCall } from "../jobs/figures.ts";
import type { Inbox } from "../jobs/inbox.ts";
import { endpointOf } from "./endpoint-of.ts";
import { messageLabel } from "./message-label.ts";
import { contextOf, traceparentOf } from "./traceparent.ts";

export type Tracing = {
  /** An inbox of which each message is a span, and the work that it causes follows from it. */
  around(inbox: Inbox): Inbox;
  /** Jobs of which each performance is a span, after that of the message that came first. */
  aroundJobs(perform: PerformAll): PerformAll;
  /** A span within whatever is performed now. */
  callEnded(call: EndedCall): void;
  /** Sends what is left. */
  close(): Promise<void>;
};

export type TracingOptions = {
  /** As OTEL_EXPORTER_OTLP_ENDPOINT names it: spans go to `/v1/traces` there. */
  readonly endpoint: string;
};

/** How long a collector has to take spans, also when we stop (milliseconds). */
const timeoutMillis = 2000;

/** Sends traces to a collector. A collector that is away costs nothing but the traces. */
export function startTracing({ endpoint }: TracingOptions): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces`, timeoutMillis });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "los-sync" }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("los-sync");
  const current = new AsyncLocalStorage<Context>();

  async function within<Result>(
    name: string,
    { parent = ROOT_CONTEXT, ...options }: SpanOptions & { readonly parent?: Context | undefined },
    work: (span: Span) => Promise<Result>,
  ): Promise<Result> {
    const span = tracer.startSpan(name, options, parent);
    try {
      return await current.run(trace.setSpan(parent, span), async () => await work(span));
    } catch (err) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: err instanceof Error ? err.name : "error" });
      throw err;
    } finally {
      span.end();
    }
  }

  return {
    around: (inbox) => ({
      async accept(message) {
        const { source } = message;
        const attributes = { "los.kind": messageLabel(message.kind) };
        return await within(
          `message ${source}`,
          { kind: SpanKind.SERVER, attributes },
          async (span) => await inbox.accept({ ...message, traceparent: traceparentOf(span.spanContext()) }),
        );
      },
    }),

    aroundJobs: (perform) => async (leases, hold) => {
      const [parent, ...others] = leases.flatMap(({ traceparent }) => contextOf(traceparent));
      const links = others.flatMap((context): Link[] => {
        const linked = trace.getSpanContext(context);
        return linked ? [{ context: linked }] : [];
      });
      const attributes = { "los.keys": leases.length };
      return await within(
        leases[0]?.kind ?? "nothing",
        { kind: SpanKind.CONSUMER, parent, links, attributes },
        async () => await perform(leases, hold),
      );
    },

    callEnded({ method, path, status, tookMs }) {
      const endedAt = Date.now();
      const span = tracer.startSpan(
        `${method} ${endpointOf(path)}`,
        {
          kind: SpanKind.CLIENT,
          startTime: endedAt - tookMs,
          attributes: {
            "http.request.method": method,
            ...(status !== undefined && { "http.response.status_code": status }),
          },
        },
        current.getStore() ?? ROOT_CONTEXT,
      );
      if (status === undefined || status >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(endedAt);
    },

    async close() {
      await provider.shutdown().catch(() => {});
    },
  };
}

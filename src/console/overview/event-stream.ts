import type { FastifyReply } from "fastify";

import type { Html } from "../../markup/html.ts";

export type EventStream = {
  /** Markup that htmx puts in its place. */
  show(body: Html): void;
  /** Ends; the page comes back by itself. */
  close(): void;
  /** Ends, and tells the page not to come back. */
  end(): void;
};

/** The name of the last event; `hx-sse:close` names it too. */
export const lastEvent = "over";

/** Answers with server-sent events; `onClosed` is called once, whoever ended it. */
export function openEventStream(reply: FastifyReply, onClosed: () => void): EventStream {
  const encoder = new TextEncoder();
  const closing = Promise.withResolvers<void>();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  void closing.promise.then(onClosed);
  const body = new ReadableStream<Uint8Array>({
    start(started) {
      controller = started;
      // Headers go out with the first bytes; a comment is one (HTML, "Server-sent events").
      started.enqueue(encoder.encode(": open\n\n"));
    },
    cancel() {
      controller = undefined;
      closing.resolve();
    },
  });
  function close(): void {
    controller?.close();
    controller = undefined;
    closing.resolve();
  }
  void reply.type("text/event-stream").header("x-accel-buffering", "no").send(body);
  return {
    show({ markup }) {
      const lines = markup.split("\n").map((line) => `data: ${line.trim()}\n`);
      controller?.enqueue(encoder.encode(`${lines.join("")}\n`));
    },
    close,
    end() {
      controller?.enqueue(encoder.encode(`event: ${lastEvent}\ndata:\n\n`));
      close();
    },
  };
}

import type { Io } from "./io.ts";

/** Aborts when someone asks the process to stop, until `open` is disposed of. */
export function stopSignal(io: Io, open: AsyncDisposableStack): AbortSignal {
  const stopping = new AbortController();
  open.use(io.onStop(() => stopping.abort()));
  return stopping.signal;
}

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => stop.abort(new Error(`stopped by ${name}`)));
}

/** Every loop of the benchmark looks at it, so that a run that is cut short closes what it started. */
export const stopped = stop.signal;

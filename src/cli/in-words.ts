/** The message and those of its causes, of which the last usually is what can be mended. */
export function inWords(err: unknown): string {
  if (!(err instanceof Error)) return String(err);
  // Node gives a connection that failed at several addresses a code, and no message.
  const message = err.message === "" && "code" in err ? String(err.code) : err.message;
  return err.cause === undefined ? message : `${message}: ${inWords(err.cause)}`;
}

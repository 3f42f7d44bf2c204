/** What was made in Zendesk meanwhile is noticed after this (milliseconds). */
const keptMs = 60_000;

/** Asks once a minute at most, and again after a failure. `clock` is in milliseconds, from any origin. */
export function keptForAMinute<Answer>(
  ask: () => Promise<Answer>,
  clock: () => number,
): () => Promise<Answer> {
  let kept: { readonly answer: Promise<Answer>; readonly until: number } | undefined;
  return async () => {
    if (!kept || clock() >= kept.until) {
      const answer = ask();
      kept = { answer, until: clock() + keptMs };
      answer.catch(() => {
        kept = undefined;
      });
    }
    return await kept.answer;
  };
}

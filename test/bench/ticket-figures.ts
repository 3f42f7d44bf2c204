/** What it took to make so many tickets right. */
export type TicketFigures = {
  readonly size: number;
  readonly wallMs: number;
  /** Of each ticket, from what happened to it to its being right, the quickest first. */
  readonly tookMs: readonly number[];
  readonly calls: number;
  /** Answers 429, and rows of bulk jobs that were refused for the same reason. */
  readonly refused: number;
  readonly mostCallsInAMinute: number;
};

export function perMinute({ size, wallMs }: TicketFigures): number {
  return size / (wallMs / 60_000);
}

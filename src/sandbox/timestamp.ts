/** A moment as Zendesk writes it: `2023-09-18T23:37:07Z`. */
export const timestampOf = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** In Unix seconds, as exports count. */
export const secondsOf = (timestamp: string): number => Math.floor(Date.parse(timestamp) / 1000);

/** What a cause means, and what a person does about it. */
export type Hint = { readonly means: string; readonly next: string };

/** By the beginnings of causes; the first that fits counts, so the narrower ones stand first. */
export type Hints = readonly (readonly [causes: readonly string[], hint: Hint])[];

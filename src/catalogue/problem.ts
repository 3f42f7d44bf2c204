export type Path = readonly PropertyKey[];

/** What is wrong, and what to write instead. */
export type Problem = { readonly path: Path; readonly message: string };

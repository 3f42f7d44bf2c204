/** What is wrong, the text of the catalogue, and each of its problems, from the line on. */
export type Broken = readonly [what: string, text: string, ...problems: string[]];

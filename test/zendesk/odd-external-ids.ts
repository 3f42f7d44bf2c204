/** External ids that are easily mistaken for something else in an address. */
export const oddExternalIds: readonly string[] = [
  "two words",
  "a+b",
  "a&b=c",
  "50%",
  "a/b?c#d",
  "Zoë 株式会社",
  '"quoted"',
  "42",
  "%2C",
  "\\",
  "k".repeat(100),
];

/** What is left of a name without case, spaces and punctuation: clients with the same one look alike. */
export function nameKeyOf(name: string): string | null {
  const key = name.toLowerCase().replaceAll(/[^\p{Alphabetic}\p{Nd}]/gu, "");
  return key === "" ? null : key;
}

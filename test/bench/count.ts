/** 12345 as 12,345. */
export function count(number: number): string {
  return number.toLocaleString("en-US");
}

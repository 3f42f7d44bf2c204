export function goal(isMet: boolean, words: string): string {
  return `${isMet ? "met   " : "MISSED"} ${words}`;
}

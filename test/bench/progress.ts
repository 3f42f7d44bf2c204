/** Tells how far a run is: on a terminal the latest word replaces the one before; elsewhere there is one every few seconds. */
export function createProgress(startedAt: number): (words: string) => void {
  let toldAt = -Infinity;
  return (words) => {
    if (!process.stderr.isTTY && performance.now() < toldAt + 3000) return;
    toldAt = performance.now();
    const at = `${((performance.now() - startedAt) / 1000).toFixed(0)} s`.padStart(6);
    process.stderr.write(process.stderr.isTTY ? `\r\u001B[K${at}  ${words}` : `${at}  ${words}\n`);
  };
}

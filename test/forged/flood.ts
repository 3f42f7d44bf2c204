import { seededRandom } from "../../src/sandbox/seeded-random.ts";
import { accountingRequest } from "./sound-requests.ts";
import { openWire } from "./wire.ts";

export type FloodOptions = {
  readonly url: string;
  readonly connections: number;
  readonly bodyBytes: number;
  readonly forMs: number;
};

/** Large bodies that nobody signed, as fast as they are taken. Answers how often each status came back. */
export async function flood({
  url,
  connections,
  bodyBytes,
  forMs,
}: FloodOptions): Promise<ReadonlyMap<number, number>> {
  const wire = openWire(url, connections);
  const counts = new Map<number, number>();
  const body = Buffer.alloc(bodyBytes, "x");
  const until = performance.now() + forMs;

  async function pour(number: number): Promise<void> {
    const { path, headers } = accountingRequest(seededRandom(number));
    while (performance.now() < until) {
      const { statuses } = await wire.tell(
        { method: "POST", path, headers, body },
        `127.0.2.${1 + (number % 250)}`,
      );
      for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
    }
  }

  await Promise.all(Array.from({ length: connections }, async (_, number) => await pour(number)));
  wire.close();
  return counts;
}

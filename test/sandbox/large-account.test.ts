import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";
import type { Answer } from "./calling.ts";
import { atOnce, createMany, finished, updateMany } from "./jobs.ts";

const organizations = Array.from({ length: 100_000 }, (_, index) => ({
  name: `Organization ${index}`,
  external_id: `C-${index}`,
}));

/** The middle of some tries, in milliseconds. */
async function usualMs(ask: (index: number) => Promise<Answer>): Promise<number> {
  const times = [];
  for (let index = 0; index < 15; index += 1) {
    const startMs = performance.now();
    const { status, text } = await ask(index);
    times.push(performance.now() - startMs);
    if (status !== 200) throw new Error(`expected 200 but got ${status} ${text}`);
  }
  return times.toSorted((a, b) => a - b)[7]!;
}

const hundred = <Row>(from: number, row: (index: number) => Row): readonly Row[] =>
  Array.from({ length: 100 }, (_, index) => row(from + index));

describe("an account of 100,000 organizations", () => {
  it("answers a hundred at a time in a few milliseconds, and its page as well", async () => {
    await using zendesk = await calling({ organizations, jobs: { ...atOnce, maxInFlight: 100 } });
    const last = await zendesk.call("GET", "/api/v2/organizations/search?external_id=C-99899");
    const [{ id }] = (last.body as { readonly organizations: readonly [{ readonly id: number }] })
      .organizations;
    const cursor = btoa(`{"o":"id","v":"${Buffer.from([105, ...bytesOf(id)]).toString("base64")}"}`);

    const usual = {
      create: await usualMs((run) =>
        createMany(
          zendesk,
          hundred(run * 100, (name) => ({ name: `New ${name}` })),
        ),
      ),
      update: await usualMs((run) =>
        updateMany(
          zendesk,
          hundred(run * 100, (index) => ({ external_id: `C-${index}`, notes: "x" })),
        ),
      ),
      show: await usualMs((run) =>
        zendesk.call(
          "GET",
          `/api/v2/organizations/show_many?external_ids=${hundred(run * 100, (index) => `C-${index}`).join(",")}`,
        ),
      ),
      list: await usualMs(() =>
        zendesk.call("GET", `/api/v2/organizations?page[size]=100&page[after]=${cursor}`),
      ),
      page: await usualMs(() => zendesk.call("GET", "/")),
    };
    const { results } = await finished(zendesk, await createMany(zendesk, [{ name: "Acme" }]));

    expect(results).toHaveLength(1);
    expect(zendesk.sandbox.account.organizations.size).toBe(101_501);
    expect(Math.max(...Object.values(usual))).toBeLessThan(100);
  });
});

function bytesOf(id: number): readonly number[] {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(id));
  return [...bytes];
}

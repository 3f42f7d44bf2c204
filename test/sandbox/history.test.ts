import { describe, expect, it } from "vitest";
import { createHistory } from "../../src/sandbox/history.ts";
import type { History } from "../../src/sandbox/history.ts";

type Row = { readonly id: number; readonly updated_at: string };

const start = Date.parse("2026-11-20T15:00:00Z") / 1000;
const at = (second: number): string => new Date((start + second) * 1000).toISOString();
const idsIn = (history: History<Row>): readonly number[] =>
  Array.from(history.between(start, start + 10_000), ({ row }) => row.id);

function changing(history: History<Row>, row: Row): void {
  history.note({ kind: "put", before: undefined, row });
}

describe("the history of three rows", () => {
  function afterManyChanges(): { readonly history: History<Row>; readonly looks: () => number } {
    let looks = 0;
    const history = createHistory<Row>(() => at(6000));
    const rowAt = (id: number, second: number): Row => ({
      get id() {
        looks += 1;
        return id;
      },
      updated_at: at(second),
    });
    for (const id of [1, 2, 3]) changing(history, rowAt(id, 0));
    for (let second = 1; second <= 5000; second += 1) changing(history, rowAt(2, second));
    return { history, looks: () => looks };
  }

  it("has each once, by its latest change, however often one of them changed", () => {
    const { history } = afterManyChanges();

    expect(idsIn(history)).toEqual([1, 3, 2]);
    expect(history.latest(2).map(({ id }) => id)).toEqual([2, 3]);
  });

  it("knows of one that is gone, and of nothing from before once all is cleared", () => {
    const { history } = afterManyChanges();

    history.note({ kind: "removed", row: { id: 2, updated_at: at(5000) } });
    const gone = [...history.between(start + 6000, start + 6000)];
    history.note({ kind: "cleared" });
    changing(history, { id: 1, updated_at: at(0) });

    expect(gone).toMatchObject([{ row: { id: 2 }, deletedAt: at(6000), at: start + 6000 }]);
    expect(idsIn(history)).toEqual([1]);
  });

  it("does not go through all that is over to find what is current", () => {
    const { history, looks } = afterManyChanges();
    const before = looks();

    history.latest(3);

    expect(looks() - before).toBeLessThan(2500);
  });
});

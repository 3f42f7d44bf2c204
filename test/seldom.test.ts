import { describe, expect, it } from "vitest";
import { seldom } from "../src/seldom.ts";

describe("what is told seldom", () => {
  it("is told at the first time, and not again within the time", () => {
    const told: number[] = [];
    const tell = seldom(60_000, (number: number) => told.push(number));

    for (let number = 1; number <= 1000; number += 1) tell(number);

    expect(told).toEqual([1]);
  });

  it("is told again when the time is over", async () => {
    const told: number[] = [];
    const tell = seldom(20, (number: number) => told.push(number));

    tell(1);
    await new Promise((resolve) => setTimeout(resolve, 40));
    tell(2);

    expect(told).toEqual([1, 2]);
  });
});

import { describe, expect, it } from "vitest";

import { createFailedSignIns } from "../../src/http/failed-sign-ins.ts";

describe("sign-ins that failed", () => {
  it("are too many after thirty in a minute, and forgotten after it", () => {
    const failed = createFailedSignIns();
    for (let one = 0; one < 29; one += 1) failed.count("10.0.0.1", one * 1000);

    expect(failed.isTooMany("10.0.0.1", 29_000)).toBe(false);
    failed.count("10.0.0.1", 29_000);
    expect(failed.isTooMany("10.0.0.1", 59_999)).toBe(true);
    expect(failed.isTooMany("10.0.0.2", 59_999)).toBe(false);
    expect(failed.isTooMany("10.0.0.1", 60_000)).toBe(false);
  });

  it("are remembered of ten thousand addresses, and then the oldest are forgotten", () => {
    const failed = createFailedSignIns();
    for (let one = 0; one < 30; one += 1) failed.count("first", 0);
    for (let one = 0; one < 9999; one += 1) failed.count(`other-${one}`, 0);

    expect(failed.isTooMany("first", 0)).toBe(true);
    failed.count("one more", 0);
    expect(failed.isTooMany("first", 0)).toBe(false);
  });
});

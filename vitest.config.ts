import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Over a minute each, most of it spent waiting. Vitest takes them for short, by their size, and the run would end with them. */
const longest = ["test/canaries/no-canary.test.ts", "test/chaos/chaos.test.ts", "test/e2e/limits.test.ts"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((file) => moduleId.endsWith(file));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/stores.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // More than processors: much of a test is waiting.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // A noisy machine may be late once. Vitest says which tests took a second try; those are looked into.
    retry: process.env["CI"] === undefined ? 0 : 1,
  },
});

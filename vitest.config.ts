import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/stores.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // More than processors: much of a test is waiting.
    maxWorkers: 3,
    // A noisy machine may be late once. Vitest says which tests took a second try; those are looked into.
    retry: process.env["CI"] === undefined ? 0 : 1,
  },
});

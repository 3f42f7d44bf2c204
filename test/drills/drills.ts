/** Runs all drills, says on stderr how far they are, and prints the table of docs/operations.md. */
import { type Reporter, startVitest, type TestCase } from "vitest/node";

import { markdownTable } from "../bench/markdown-table.ts";
import { createProgress } from "../bench/progress.ts";

const progress = createProgress(performance.now());
const ended: TestCase[] = [];

const report: Reporter = {
  onTestCaseReady: (drill) => progress(drill.name),
  onTestCaseResult(drill) {
    ended.push(drill);
    for (const { stack, message } of drill.result().errors ?? []) {
      process.stderr.write(`\nfailed: ${drill.name}\n${stack ?? message}\n`);
    }
  },
};

const drills = { include: ["test/drills/*.drill.ts"] };
const vitest = await startVitest(
  "test",
  ["test/drills"],
  { reporters: [report], watch: false },
  { test: drills },
);
await vitest.close();

const rows = ended
  .toSorted((one, other) => one.module.moduleId.localeCompare(other.module.moduleId))
  .map((drill) => [
    drill.name,
    drill.result().state,
    `${((drill.diagnostic()?.duration ?? 0) / 1000).toFixed(0)} s`,
    drill
      .annotations()
      .map(({ message }) => message)
      .join("; "),
  ]);
process.stdout.write(`${markdownTable([["drill", "", "took", "showed"], ...rows]).join("\n")}\n`);

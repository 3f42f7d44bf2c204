#!/usr/bin/env node
import { once } from "node:events";
import { enableCompileCache } from "node:module";
import { join } from "node:path";

import type { Io } from "./cli/io.ts";

/** A stop may take as long as one call to Zendesk under way and a bit (milliseconds). */
const stopWithinMs = 20_000;

// Before anything else is loaded: what was compiled once is not compiled again, which saves half the start-up time and
// the memory of the compiler. Where it cannot be written, it is done without.
enableCompileCache(join(import.meta.dirname, "..", "node_modules", ".cache", "los-sync"));
const { default: closeWithGrace } = await import("close-with-grace");
const { run } = await import("./cli/run.ts");
const { armCrashPointsIn } = await import("./crash-at.ts");

// Whoever reads what we say may stop reading: `los setup plan | head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (err: NodeJS.ErrnoException) => {
    if (err.code !== "EPIPE") throw err;
    process.exit();
  });
}

/** As if the plug were pulled here: nothing is closed, nobody is told. */
function crash(name: string): void {
  process.stderr.write(`los dies at crash point ${name}\n`);
  process.kill(process.pid, "SIGKILL");
}

const io: Io = {
  env: process.env,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  isTerminal: process.stderr.isTTY,
  untilStopped: async (close) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    closeWithGrace({ delay: stopWithinMs }, async ({ err }) => {
      if (err) process.stderr.write(`los stops because of an error: ${err.stack}\n`);
      await close();
      resolve();
    });
    await promise;
  },
  onStop: (stop) => {
    const signals = ["SIGINT", "SIGTERM"] as const;
    for (const signal of signals) process.once(signal, stop);
    return {
      [Symbol.dispose]: () => {
        for (const signal of signals) process.removeListener(signal, stop);
      },
    };
  },
  ask: async (question) => {
    const { createInterface } = await import("node:readline/promises");
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const ended = once(terminal, "close").then(() => "");
    return await Promise.race([terminal.question(question), ended]).finally(() => terminal.close());
  },
};

const refusal = armCrashPointsIn(process.env, { random: Math.random, crash });
if (refusal === undefined) process.exitCode = await run(process.argv.slice(2), io);
else {
  io.err(refusal);
  process.exitCode = 1;
}

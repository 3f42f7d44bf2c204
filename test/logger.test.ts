import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Logger } from "pino";
import { describe, expect, it } from "vitest";
import type { Config } from "../src/config.ts";
import { BadAnswer } from "../src/jobs/refusals.ts";
import { createLogger } from "../src/logger.ts";

async function listening(
  level: Config["logLevel"] = "info",
): Promise<{ log: Logger; text: () => string; lines: () => Record<string, unknown>[] }> {
  let text = "";
  const log = await createLogger(level, { destination: { write: (line) => void (text += line) } });
  return {
    log,
    text: () => text,
    lines: () =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe("a line of the log", () => {
  it("is JSON: when, how grave, who, what", async () => {
    const { log, lines } = await listening();

    log.info({ job_key: "C-1" }, "job.attempted");

    expect(lines()).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        service: "los-sync",
        pid: expect.any(Number),
        job_key: "C-1",
        msg: "job.attempted",
      },
    ]);
  });

  it.each(["debug", "info", "warn", "error", "fatal"] as const)("names its level: %s", async (level) => {
    const { log, lines } = await listening("debug");

    log[level]("something");

    expect(lines()).toMatchObject([{ level }]);
  });

  it("below the level that was asked for is not written", async () => {
    const { log, text } = await listening("warn");

    log.info("something");

    expect(text()).toBe("");
  });

  it("stays one line whatever is in it", async () => {
    const { log, lines } = await listening();
    const name = 'Acme\n{"level":"fatal"}\r\n\u001B[31m\u2028 %s';

    log.info({ name }, "job.attempted");

    expect(lines()).toMatchObject([{ level: "info", name }]);
  });

  it("has the error, its stack and its cause", async () => {
    const { log, lines } = await listening();

    log.warn({ err: new Error("broken", { cause: new Error("the wire") }) }, "job.attempted");

    expect(lines()).toMatchObject([
      {
        err: {
          type: "Error",
          message: "broken: the wire",
          stack: expect.stringContaining("caused by: Error: the wire"),
        },
      },
    ]);
  });
});

describe("a secret that strays into the log is masked", () => {
  it.each([
    [{ authorization: "canary" }],
    [{ headers: { authorization: "canary", cookie: "canary" } }],
    [{ req: { headers: { authorization: "canary", cookie: "canary" } } }],
    [{ client_secret: "canary" }],
    [{ request: { client_secret: "canary" } }],
    [{ exchange: { request: { client_secret: "canary" } } }],
    [{ access_token: "canary" }],
    [{ answer: { access_token: "canary" } }],
    [{ exchange: { answer: { access_token: "canary" } } }],
    [{ password: "canary" }],
    [{ redis: { password: "canary" } }],
    [{ secret: "canary" }],
    [{ webhook: { signing: { secret: "canary" } } }],
    [{ operators: [{ token: "canary" }] }],
  ])("%j", async (line) => {
    const { log, text } = await listening();

    log.info(line, "something");

    expect(text()).toContain("[masked]");
    expect(text()).not.toContain("canary");
  });
});

describe("a list with a secret in it", () => {
  it("stays a list", async () => {
    const { log, lines } = await listening();

    log.info({ operators: [{ name: "dana", token: "canary" }, { name: "sam" }] }, "something");

    expect(lines()).toMatchObject([{ operators: [{ name: "dana", token: "[masked]" }, { name: "sam" }] }]);
  });
});

describe("an error in the log", () => {
  it("says what, why and where, and nothing of what people wrote", async () => {
    const { log, text, lines } = await listening();
    const exchange = { method: "GET", path: "/tickets", answer: { subject: "canary" } };
    const cause = Object.assign(new Error("duplicate key"), {
      detail: "Key (name)=(canary) already exists.",
    });

    log.warn({ err: new BadAnswer("this is not a ticket", "zendesk-bad-answer", exchange) }, "something");
    log.warn({ err: new Error("not saved", { cause }) }, "something");

    expect(lines()).toMatchObject([
      {
        err: {
          type: "BadAnswer",
          message: "this is not a ticket",
          code: "zendesk-bad-answer",
          stack: expect.stringContaining("logger.test.ts"),
        },
      },
      { err: { type: "Error", message: "not saved: duplicate key" } },
    ]);
    expect(text()).not.toContain("canary");
  });

  it.each([
    ["under any name", (reason: Error) => ({ reason })],
    ["within another thing", (reason: Error) => ({ settled: [{ status: "rejected", reason }] })],
  ])("is told as that %s", async (_where, lineWith) => {
    const { log, text } = await listening();
    const refused = Object.assign(new Error("broken"), { detail: "Key (name)=(canary)", token: "canary" });

    log.warn(lineWith(refused), "something");

    expect(text()).toContain('"message":"broken"');
    expect(text()).not.toContain("canary");
  });

  it("that is none is told as it is", async () => {
    const { log, lines } = await listening();

    log.warn({ err: "broken" }, "something");

    expect(lines()).toMatchObject([{ err: "broken" }]);
  });
});

describe("the log", () => {
  it.each([[false], [true]])(
    "is written to stderr and leaves stdout to results (for a person at a terminal: %j)",
    async (isTerminal) => {
      const logger = fileURLToPath(new URL("../src/logger.ts", import.meta.url));
      const program = `
        const { createLogger } = await import(${JSON.stringify(logger)});
        const log = await createLogger("info", { isTerminal: ${isTerminal} });
        log.warn({ job_key: "C-1" }, "job.attempted");`;

      const { stdout, stderr } = await promisify(execFile)(process.execPath, [
        "--input-type=module",
        "--eval",
        program,
      ]);

      expect(stdout).toBe("");
      expect(stderr).toContain("job.attempted");
      expect(stderr).toContain("C-1");
      expect(stderr.startsWith("{")).toBe(!isTerminal);
    },
  );
});

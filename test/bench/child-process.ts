import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** What a child answers, by the name of the question; the rest is the question's argument. */
type Answers = Readonly<Record<string, (argument: never) => unknown>>;

/** A script of ours in a process of its own, so that its memory and its processor time are its own too. */
export type Child = {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly url: string;
  ask<Answer>(question: string, argument?: unknown): Promise<Answer>;
  /** Lets it end in good order, and ends it when it does not. */
  close(): Promise<void>;
};

type Question = { readonly number: number; readonly question: string; readonly argument: unknown };
type Answer = { readonly number: number; readonly answer?: unknown; readonly problem?: string };

const closeWithinMs = 30_000;

export async function startChild(
  script: string,
  argument: unknown,
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const child = fork(new URL(script, import.meta.url), [JSON.stringify(argument)], {
    execArgv: ["--max-semi-space-size=4", "--heap-growing-percent=50"],
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const ready = once(child, "message") as Promise<[{ readonly url: string }]>;
  const [{ url }] = await Promise.race([
    ready,
    exited.then(() => {
      throw new Error(`${script} ended before it was ready`);
    }),
  ]);
  const ask = asking(child, exited);
  return {
    pid: child.pid!,
    url,
    ask: async <Said>(question: string, about?: unknown) => (await ask(question, about)) as Said,
    async close() {
      const timer = setTimeout(() => child.kill("SIGKILL"), closeWithinMs);
      if (child.connected) child.disconnect();
      await exited;
      clearTimeout(timer);
    },
  };
}

function asking(child: ChildProcess, exited: Promise<unknown>) {
  let asked = 0;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  child.on("message", ({ number, answer, problem }: Answer) => {
    const one = waiting.get(number);
    waiting.delete(number);
    if (problem === undefined) one?.resolve(answer);
    else one?.reject(new Error(problem));
  });
  void exited.then(() => waiting.forEach(({ reject }) => reject(new Error("the process asked has ended"))));

  return async (question: string, argument: unknown): Promise<unknown> => {
    asked += 1;
    const one = Promise.withResolvers<unknown>();
    waiting.set(asked, one);
    child.send({ number: asked, question, argument } satisfies Question);
    return await one.promise;
  };
}

/** The child's side: says that it is ready, answers, and closes when its parent lets it go or is gone. */
export function answerParent(url: string, answers: Answers, close: () => Promise<void>): void {
  process.on("message", async ({ number, question, argument }: Question) => {
    try {
      process.send!({ number, answer: await answers[question]?.(argument as never) } satisfies Answer);
    } catch (err) {
      process.send!({ number, problem: String(err) } satisfies Answer);
    }
  });
  process.once("disconnect", () => void close());
  process.on("SIGINT", () => {});
  process.send!({ url });
}

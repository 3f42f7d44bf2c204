import type { FastifyInstance } from "fastify";

import { answersInTime } from "./answers-in-time.ts";
import type { Draining } from "./draining.ts";
import type { Shortages } from "./shedding.ts";

export type HealthPorts = {
  /** What this process stands on, by name; each throws when it does not answer. */
  readonly checks: Readonly<Record<string, Check>>;
  /** While anything is short, no message is taken. */
  readonly shortages?: Shortages;
  readonly draining?: Draining;
};

export type Check = {
  readonly ping: () => Promise<void>;
  /** Without it no message can be taken. Otherwise work waits until it is back. */
  readonly isEssential: boolean;
};

/** Slower than this is as good as away (milliseconds). */
const pingWithinMs = 1500;

/** GET /livez: the process runs. GET /readyz: it can take messages; what it stands on, one by one. */
export function health(app: FastifyInstance, { checks, shortages = {}, draining }: HealthPorts): void {
  // However large the flood, whoever watches over this process gets an answer.
  const config = { rateLimit: false };

  app.get("/livez", { config }, async () => ({ status: "ok" }));

  app.get("/readyz", { config }, async (_request, reply) => {
    draining?.watched();
    if (draining?.isDraining === true)
      return await reply.status(503).send({ status: "draining", checks: {} });
    const stands = Object.entries(shortages).map(([name, findShortage]) => ({
      name,
      isEssential: true,
      status: findShortage() === undefined ? "ok" : "short",
    }));
    const answered = await Promise.all(
      Object.entries(checks).map(async ([name, { ping, isEssential }]) => ({
        name,
        isEssential,
        status: (await answersInTime(ping, pingWithinMs)) ? "ok" : "unavailable",
      })),
    );
    const answers = [...answered, ...stands];
    const isReady = answers.every(({ isEssential, status }) => status === "ok" || !isEssential);
    const isWhole = answers.every(({ status }) => status === "ok");
    return await reply.status(isReady ? 200 : 503).send({
      status: isWhole ? "ok" : isReady ? "degraded" : "unavailable",
      checks: Object.fromEntries(answers.map(({ name, status }) => [name, status])),
    });
  });
}

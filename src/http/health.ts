import type { FastifyInstance } from "fastify";

import { answersInTime } from "./answers-in-time.ts";

export type HealthPorts = {
  /** What this process stands on, by name; each throws when it does not answer. */
  readonly checks: Readonly<Record<string, Check>>;
};

export type Check = {
  readonly ping: () => Promise<void>;
  /** Without it no message can be taken. Otherwise work waits until it is back. */
  readonly isEssential: boolean;
};

/** Slower than this is as good as away (milliseconds). */
const pingWithinMs = 1500;

/** GET /livez: the process runs. GET /readyz: it can take messages; what it stands on, one by one. */
export function health(app: FastifyInstance, { checks }: HealthPorts): void {
  // However large the flood, whoever watches over this process gets an answer.
  const config = { rateLimit: false };

  app.get("/livez", { config }, async () => ({ status: "ok" }));

  app.get("/readyz", { config }, async (_request, reply) => {
    const answers = await Promise.all(
      Object.entries(checks).map(async ([name, { ping, isEssential }]) => ({
        name,
        isEssential,
        status: (await answersInTime(ping, pingWithinMs)) ? "ok" : "unavailable",
      })),
    );
    const isReady = answers.every(({ isEssential, status }) => status === "ok" || !isEssential);
    const isWhole = answers.every(({ status }) => status === "ok");
    return await reply.status(isReady ? 200 : 503).send({
      status: isWhole ? "ok" : isReady ? "degraded" : "unavailable",
      checks: Object.fromEntries(answers.map(({ name, status }) => [name, status])),
    });
  });
}

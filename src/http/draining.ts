import type { FastifyInstance } from "fastify";

/** A process that stops, as those who send to it and those who watch over it see it. */
export type Draining = {
  readonly isDraining: boolean;
  /** Somebody asked whether messages can be taken, and may send others here or elsewhere by the answer. */
  watched(): void;
};

/** So long a balancer that asks may take to notice (milliseconds). */
const drainMsByDefault = 5000;

/** So long a connection may wait for its last answer when nobody asks (milliseconds). */
const endingMs = 1000;

/** Who asked longer ago does not go by the answer; AWS's balancers ask every 30 s unless told otherwise (milliseconds). */
const watchedForMs = 60_000;

/**
 * A connection that is ended while a message is on its way breaks it, and what is no longer listened to refuses it. So at
 * the close of the app everything is still taken for a while, whoever asks hears that we are not ready, and each answer
 * is the last of its connection. Nobody who asks and nobody connected: no wait.
 */
export function drainInOrder(app: FastifyInstance, drainMs = drainMsByDefault): Draining {
  let isDraining = false;
  let watchedAt = -Infinity;

  app.addHook("preClose", async () => {
    isDraining = true;
    const isWatched = performance.now() - watchedAt < watchedForMs;
    if (isWatched) await pause(drainMs);
    else if (await hasConnections(app)) await pause(Math.min(endingMs, drainMs));
  });
  app.addHook("onSend", async (_request, reply) => {
    if (isDraining) void reply.header("connection", "close");
  });

  return {
    get isDraining() {
      return isDraining;
    },
    watched() {
      watchedAt = performance.now();
    },
  };
}

async function hasConnections({ server }: FastifyInstance): Promise<boolean> {
  return await new Promise((resolve) =>
    server.getConnections((_err, connections) => resolve(connections > 0)),
  );
}

async function pause(forMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, forMs));
}

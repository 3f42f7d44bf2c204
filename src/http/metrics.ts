import type { FastifyInstance } from "fastify";

export type MetricsPorts = {
  readonly render: () => Promise<{ readonly contentType: string; readonly body: string }>;
};

/** GET /metrics, as Prometheus reads it. */
export function metrics(app: FastifyInstance, { render }: MetricsPorts): void {
  app.get("/metrics", { config: { rateLimit: false } }, async (_request, reply) => {
    const { contentType, body } = await render();
    return await reply.header("content-type", contentType).header("cache-control", "no-store").send(body);
  });
}

import { fastify, type FastifyInstance, type FastifyPluginAsync } from "fastify";
import type { Logger } from "pino";

import { openQueues } from "./queue/open-queues.ts";

export type RawQueues = { readonly plugin: FastifyPluginAsync; close(): Promise<void> };

type Board = { readonly app: FastifyInstance; close(): Promise<void> };

/**
 * bull-board on our queues, to look at only. Who may see it is for whoever registers it, and under which prefix. Hardly
 * anybody looks, so its code and its connection come with the first who does.
 */
export function openRawQueues(redisUrl: string, log: Logger): RawQueues {
  let opened: Promise<Board> | undefined;

  return {
    plugin: async (scope, { prefix = "" }: { readonly prefix?: string }) => {
      for (const path of ["/", "/*"]) {
        scope.get(path, async (request, reply) => {
          opened ??= openBoard(redisUrl, prefix, log);
          const { app } = await opened;
          for (const [name, value] of Object.entries(reply.getHeaders())) {
            if (value !== undefined) reply.raw.setHeader(name, value);
          }
          reply.hijack();
          app.routing(request.raw, reply.raw);
        });
      }
    },
    close: async () => await (await opened)?.close(),
  };
}

async function openBoard(redisUrl: string, prefix: string, log: Logger): Promise<Board> {
  const [{ createBullBoard }, { BullMQAdapter }, { FastifyAdapter }] = await Promise.all([
    import("@bull-board/api"),
    import("@bull-board/api/bullMQAdapter"),
    import("@bull-board/fastify"),
  ]);
  const open = openQueues(redisUrl, log);
  const serverAdapter = new FastifyAdapter().setBasePath(prefix);
  createBullBoard({
    queues: open.queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    // Its types were not made for exactOptionalPropertyTypes.
    serverAdapter: serverAdapter as unknown as Parameters<typeof createBullBoard>[0]["serverAdapter"],
    options: {
      uiConfig: { boardTitle: "Raw queues", miscLinks: [{ text: "Back to the console", url: "/" }] },
    },
  });
  const app = fastify();
  await app.register(serverAdapter.registerPlugin(), { prefix });
  await app.ready();
  return {
    app,
    async close() {
      await app.close();
      await open.close();
    },
  };
}

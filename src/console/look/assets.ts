import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import type { FastifyInstance } from "fastify";

import { icon } from "./icon.ts";
import { liveness } from "./liveness.ts";
import { style } from "./style.ts";

type Asset = { readonly path: string; readonly type: string; readonly body: Buffer };

const script = "text/javascript; charset=utf-8";

/** What pages ask for beside themselves, each named by its content, so that browsers may keep it for ever. */
export const assets = {
  htmx: asset("htmx", "js", script, await fileAt(import.meta.resolve("htmx.org/dist/htmx.min.js"))),
  sse: asset("hx-sse", "js", script, await fileAt(import.meta.resolve("htmx.org/dist/ext/hx-sse.min.js"))),
  liveness: asset("liveness", "js", script, Buffer.from(liveness)),
  style: asset("console", "css", "text/css; charset=utf-8", Buffer.from(style)),
  icon: asset("icon", "svg", "image/svg+xml", Buffer.from(icon)),
} as const;

export function serveAssets(scope: FastifyInstance): void {
  for (const { path, type, body } of Object.values(assets)) {
    scope.get(path, async (_request, reply) =>
      reply.type(type).header("cache-control", "public, max-age=31536000, immutable").send(body),
    );
  }
}

function asset(name: string, ending: string, type: string, body: Buffer): Asset {
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 16);
  return { path: `/assets/${name}-${hash}.${ending}`, type, body };
}

async function fileAt(url: string): Promise<Buffer> {
  return await readFile(new URL(url));
}

import type { FastifyInstance, FastifyRequest } from "fastify";

/** Bodies come in as the bytes that they are, whatever they are said to be: these are what is signed. Limit in bytes. */
export function takeBytes(app: FastifyInstance, bodyLimit: number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit }, (_request, body, parsed) =>
    parsed(null, body),
  );
}

/** Of a request without a body: none. */
export function bytesOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

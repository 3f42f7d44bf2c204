import type { FastifyInstance } from "fastify";

/** A body is its JSON, or its text when it is none; an empty one is none at all. */
export function readBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "string" }, (_request, text, done) => {
    try {
      done(null, text === "" ? undefined : JSON.parse(text.toString()));
    } catch {
      done(null, text);
    }
  });
}

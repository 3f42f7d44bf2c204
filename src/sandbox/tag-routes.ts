import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { cleanTags } from "./organizations.ts";
import { parameterMissing, recordNotFound, unreadableJson } from "./refusal.ts";
import { idIn } from "./request-parts.ts";
import { refuseOutdated, safeUpdate, stampIn } from "./safe-update.ts";

/** Records of one kind that have tags. */
export type Tagged<Row> = {
  readonly path: "organizations" | "tickets";
  readonly find: (id: number) => Row | undefined;
  readonly retag: (row: Row, tags: string[]) => Row;
  /** Takes what a PUT uses up of the limits of such records. */
  readonly countPut: (id: number, reply: FastifyReply) => void;
};

const tagsBody = safeUpdate.extend({
  tags: z.union([z.array(z.string()), z.string().transform((tags) => [tags])]),
});

/** The tags of a record: POST sets them, PUT adds, DELETE removes (Zendesk API reference, Tags). */
export function serveTags<Row extends { readonly tags: readonly string[]; readonly updated_at: string }>(
  api: FastifyInstance,
  { path, find, retag, countPut }: Tagged<Row>,
): void {
  const url = `/${path}/:id/tags`;

  const asked = (request: FastifyRequest): Row => {
    const row = find(idIn(request, "tags"));
    if (!row) throw recordNotFound();
    return row;
  };

  const retagged = (
    request: FastifyRequest,
    tagsAfter: (before: readonly string[], given: readonly string[]) => readonly string[],
  ): object => {
    const row = asked(request);
    const { tags, stamp } = givenIn(request);
    refuseOutdated(row, stamp);
    return { tags: retag(row, [...tagsAfter(row.tags, tags)]).tags };
  };

  api.get(url, (request) => ({ tags: asked(request).tags }));

  api.post(url, (request, reply) => {
    void reply.code(201);
    return retagged(request, (_before, given) => given);
  });

  api.put(url, (request, reply) => {
    countPut(idIn(request, "tags"), reply);
    return retagged(request, (before, given) => [...before, ...given]);
  });

  api.delete(url, (request) =>
    retagged(request, (before, given) => before.filter((tag) => !given.includes(tag))),
  );
}

function givenIn(request: FastifyRequest): {
  readonly tags: readonly string[];
  readonly stamp: string | undefined;
} {
  if (typeof request.body === "string") throw unreadableJson();
  const { success, data } = tagsBody.safeParse(request.body);
  if (!success) throw parameterMissing("tags");
  return { tags: cleanTags(data.tags), stamp: stampIn(data) };
}

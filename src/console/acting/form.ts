import formbody from "@fastify/formbody";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";

import { Unfit } from "../../operations/refusals.ts";

/** The lines of a change set are typed into one (bytes). */
const bodyLimit = 64 * 1024;

/** Forms are read here, and nothing else is; each field once. */
export async function takeForms(scope: FastifyInstance): Promise<void> {
  await scope.register(formbody, {
    bodyLimit,
    parser: (text) => Object.fromEntries(new URLSearchParams(text)),
  });
}

/** PostgreSQL takes no NUL. */
const fields = z.record(z.string(), z.string().regex(/^[^\0]*$/)).nullish();

export function formOf({ body }: FastifyRequest): URLSearchParams {
  const read = fields.safeParse(body);
  if (!read.success) throw new Unfit("a form holds text, without NUL characters");
  return new URLSearchParams(read.data ?? {});
}

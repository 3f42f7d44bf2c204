import type { FastifyRequest } from "fastify";

import { Problem } from "./problems.ts";

/** @throws Problem unless the body is said to be JSON in UTF-8, as it is */
export function requireJson({ headers }: FastifyRequest): void {
  const [type = "", ...parameters] = (headers["content-type"] ?? "").toLowerCase().split(";");
  const isUtf8 = parameters
    .map((parameter) => parameter.trim())
    .filter((parameter) => parameter.startsWith("charset="))
    .every((charset) => /^charset="?utf-?8"?$/.test(charset));
  const encoding = headers["content-encoding"] ?? "identity";
  if (type.trim() === "application/json" && isUtf8 && encoding === "identity") return;
  throw new Problem(
    "unsupported-media-type",
    `the body came as "${headers["content-type"] ?? ""}" with content-encoding "${encoding}"`,
  );
}

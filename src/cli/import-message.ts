import { createHash } from "node:crypto";

import type { Message } from "../jobs/inbox.ts";

/** What all messages have that are made of a file. The id is made of the words: the same words are the same message. */
export function importMessage(
  words: object,
): Pick<Message, "id" | "body" | "digest"> & { readonly source: "import"; readonly urgency: "bulk" } {
  const body = Buffer.from(JSON.stringify(words));
  const id = createHash("sha256").update(body).digest("hex");
  return { source: "import", id, body, digest: id, urgency: "bulk" };
}

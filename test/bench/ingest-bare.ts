/**
 * The least that a receiver of Standard Webhooks does: it takes the bytes, verifies the signature and answers 202 in the
 * words of ours.
 */
import { fastify } from "fastify";

import { bytesOf, takeBytes } from "../../src/http/body-bytes.ts";
import { createStandardWebhooksVerifier } from "../../src/http/standard-webhooks.ts";
import { bodyLimit } from "../../src/http/webhooks.ts";
import { accountingSecret } from "../support/accounting.ts";
import { answerParent } from "./child-process.ts";

const app = fastify();
const verify = createStandardWebhooksVerifier([accountingSecret]);
takeBytes(app, bodyLimit);
app.post("/webhooks/accounting/:kind", async (request, reply) => {
  const id = verify(bytesOf(request), request.headers);
  return await reply.status(202).send({ id, duplicate: false });
});

answerParent(await app.listen({ host: "127.0.0.1", port: 0 }), {}, async () => await app.close());

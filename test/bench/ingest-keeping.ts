/**
 * The least for which a 202 may be answered: takes the bytes, verifies the signature, and keeps them by their id, all that
 * come meanwhile with the next statement. They are neither read nor merged.
 */
import { fastify } from "fastify";
import { Client } from "pg";

import { bytesOf, takeBytes } from "../../src/http/body-bytes.ts";
import { createStandardWebhooksVerifier } from "../../src/http/standard-webhooks.ts";
import { bodyLimit } from "../../src/http/webhooks.ts";
import type { StoreUrls } from "../../src/stores.ts";
import { accountingSecret } from "../support/accounting.ts";
import { answerParent } from "./child-process.ts";

type Waiting = { readonly id: string; readonly body: Buffer; readonly keep: (isNew: boolean) => void };

const { databaseUrl } = JSON.parse(process.argv[2] ?? "{}") as StoreUrls;
const db = new Client(databaseUrl);
await db.connect();
await db.query("create table bench_kept (id text primary key, body bytea not null)");

let waiting: Waiting[] = [];
let isKeeping = false;

async function keepWaiting(): Promise<void> {
  isKeeping = true;
  while (waiting.length > 0) {
    const group = waiting;
    waiting = [];
    const { rows } = await db.query<{ id: string }>({
      name: "keep",
      text: `
        insert into bench_kept select * from unnest($1::text[], $2::bytea[])
        on conflict do nothing returning id`,
      values: [group.map(({ id }) => id), group.map(({ body }) => body)],
    });
    const fresh = new Set(rows.map(({ id }) => id));
    for (const one of group) one.keep(fresh.has(one.id));
  }
  isKeeping = false;
}

const app = fastify();
const verify = createStandardWebhooksVerifier([accountingSecret]);
takeBytes(app, bodyLimit);
app.post("/webhooks/accounting/:kind", async (request, reply) => {
  const body = bytesOf(request);
  const id = verify(body, request.headers);
  const kept = Promise.withResolvers<boolean>();
  waiting.push({ id, body, keep: kept.resolve });
  if (!isKeeping) void keepWaiting();
  return await reply.status(202).send({ id, duplicate: !(await kept.promise) });
});

answerParent(await app.listen({ host: "127.0.0.1", port: 0 }), {}, async () => {
  await app.close();
  await db.end();
});

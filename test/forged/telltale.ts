/** What an answer must not tell of how this service is made: a stack, a file of ours, SQL, the name of a library. */
const telltales: readonly RegExp[] = [
  /\n\s+at .+:\d+:\d+/,
  /node_modules|node:internal|file:\/\//,
  /\/(?:src|home|root|tmp|usr|var)\/[\w.-]+/,
  /\b(?:select .+ from|insert into|update \w+ set|syntax error|invalid input syntax|violates|relation ")/i,
  /\b(?:fastify|FST_\w+|avvio|zod|kysely|node-postgres|ioredis|bullmq|pino|undici|nodemailer|bull-board)\b/i,
  /\b(?:TypeError|RangeError|SyntaxError|ReferenceError|ECONN\w+)\b/,
];

/** The first of these that stands in a refusal and was not sent by whoever asked. */
export function telltaleIn(answer: string, sent: string): string | undefined {
  return telltales
    .map((telltale) => telltale.exec(answer)?.[0])
    .find((found) => found !== undefined && !sent.includes(found));
}

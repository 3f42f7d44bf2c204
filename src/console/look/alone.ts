import type { FastifyReply } from "fastify";

import { html, type Html } from "../../markup/html.ts";
import { document } from "./document.ts";
import { sendHtml } from "./page.ts";

/** A page for who is not signed in, or when something went wrong: no navigation, one thing to do. */
export function alone(reply: FastifyReply, status: number, title: string, body: Html): FastifyReply {
  const main = html`<main class="alone" id="main">
    <h1>${title}</h1>
    ${body}
  </main>`;
  return sendHtml(reply.status(status), document(title, main));
}

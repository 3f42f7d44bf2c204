import type { FastifyReply, FastifyRequest } from "fastify";

import { html } from "../../markup/html.ts";
import { BadCursor, NoSuch, NotNow, Unfit } from "../../operations/refusals.ts";
import { alone } from "./alone.ts";
import type { Presence } from "../ports.ts";
import { Refused } from "../acting/refused.ts";

type Said = { readonly status: number; readonly title: string; readonly next: string };

/** The same for errors of a scope, which may come of a database that is away. */
export function problemHandler(presence: Presence) {
  return async (err: Error, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const meant = saidOf(err, request.id).status === 500 ? await presence.unlessAway(err) : err;
    return answerProblem(meant instanceof Error ? meant : err, request, reply);
  };
}

/** Says what went wrong, and what to do next. */
export function answerProblem(err: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, title, next } = saidOf(err, request.id);
  if (status >= 500) request.log.error({ err, path: request.routeOptions.url }, "console.failed");
  if (status === 401) void reply.header("hx-redirect", "/sign-in");
  return alone(
    reply,
    status,
    title,
    html`<p class="lead">${next}</p>
      <p class="lead">
        ${status === 401 ? html`<a href="/sign-in">Sign in</a>` : html`<a href="/">Go to the overview</a>`}
      </p>`,
  );
}

function saidOf(err: Error, requestId: string): Said {
  if (err instanceof Refused) return err.said;
  const detail = `${err.message.charAt(0).toUpperCase()}${err.message.slice(1)}.`;
  if (err instanceof NoSuch) {
    return {
      status: 404,
      title: "There is nothing here",
      next: `${detail} It may have been removed meanwhile.`,
    };
  }
  if (err instanceof NotNow) {
    return {
      status: 409,
      title: "Not now",
      next: `${detail} Go back and reload the page to see how it stands.`,
    };
  }
  if (err instanceof Unfit) {
    return { status: 422, title: "This cannot be done", next: `${detail} Go back and change it.` };
  }
  if (err instanceof BadCursor) {
    return { status: 400, title: "This page is no longer there", next: "Begin again at the first page." };
  }
  const status = statusOf(err);
  if (status === 503) {
    return {
      status,
      title: "The database does not answer",
      next: "Messages are refused meanwhile, and sent again by who sent them. If you pressed a button, look whether it happened before you press it again.",
    };
  }
  if (status === 429) {
    return { status, title: "Too many tries", next: "Wait a minute, then try again." };
  }
  if (status >= 400 && status < 500) return { status, title: "This could not be read", next: detail };
  return {
    status: 500,
    title: "Something went wrong here",
    next: `Reload the page; if it stays so, look at /readyz, and in the log for request ${requestId}.`,
  };
}

/** Fastify's errors have a `statusCode`; what the presence throws, a `status`. */
function statusOf(err: Error): number {
  if ("statusCode" in err && typeof err.statusCode === "number") return err.statusCode;
  return "status" in err && typeof err.status === "number" ? err.status : 500;
}

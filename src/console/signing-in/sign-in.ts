import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";

import { html } from "../../markup/html.ts";
import { findOperator, hashOfToken } from "../../operations/find-operator.ts";
import { accountBadge } from "./account-badge.ts";
import { alone } from "../look/alone.ts";
import { formOf } from "../acting/form.ts";
import { seeOther } from "../look/notice.ts";
import type { ConsolePorts } from "../ports.ts";
import { Refused } from "../acting/refused.ts";
import { isSameOrigin } from "../acting/same-origin.ts";
import { sessionCookie, sessionCookieOptions, sessionMs } from "./session-cookie.ts";

const query = z.object({ next: z.string().optional().catch(undefined) });

/** A guess is slow work at this rate; a person is never so fast. */
const triesPerMinute = 10;

export function signIn(scope: FastifyInstance, ports: ConsolePorts): void {
  scope.get("/sign-in", async (request, reply) =>
    signInPage(reply, ports, 200, safeNext(query.parse(request.query).next)),
  );
  scope.post(
    "/sign-in",
    { config: { rateLimit: { max: triesPerMinute, timeWindow: "1 minute" } } },
    async (request, reply) => {
      if (!isSameOrigin(request.headers)) throw new Refused("other-origin");
      const form = formOf(request);
      const next = safeNext(form.get("next") ?? undefined);
      const token = (form.get("token") ?? "").trim();
      const operator = findOperator(token, ports.operators);
      if (!operator) {
        request.log.warn({ address: request.ip }, "console.sign-in-refused");
        return signInPage(reply, ports, 403, next, new Refused("sign-in"));
      }
      const owner = { name: operator.name, tokenHash: hashOfToken(token) };
      const id = await ports.sessions.open(owner, new Date(ports.now().getTime() + sessionMs));
      request.log.info({ operator: operator.name, role: operator.role }, "console.signed-in");
      void reply.setCookie(sessionCookie, id, { ...sessionCookieOptions, maxAge: sessionMs / 1000 });
      return seeOther(reply, next);
    },
  );
}

/** Only a place of ours, as a header can say it: `//host` and `/\host` are other sites to a browser. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(next) ? next : "/";
}

function signInPage(
  reply: FastifyReply,
  { account }: ConsolePorts,
  status: number,
  next: string,
  refused?: Refused,
): FastifyReply {
  const body = html`${accountBadge(account)}
    ${
      refused
        ? html`<p class="problem" role="alert">
            <strong>✕ ${refused.said.title}.</strong> ${refused.said.next}
          </p>`
        : ""
    }
    <form class="card" method="post" action="/sign-in">
      <input type="hidden" name="next" value="${next}" />
      <label class="field"
        >Operations token
        <input type="password" name="token" required autofocus autocomplete="current-password" />
      </label>
      <button class="button">Sign in</button>
    </form>
    <p class="lead">Signed in already? <a href="${next}">Go on</a>.</p>
    <p class="lead quiet">
      A token is made by <code>los token NAME ROLE</code>; whoever runs the service has it in OPS_TOKENS.
    </p>`;
  return alone(reply, status, "Sign in to los-sync", body);
}

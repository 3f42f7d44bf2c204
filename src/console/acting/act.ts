import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";

import { type Act, type Action, mayDo } from "../../operations/operator.ts";
import { Unfit } from "../../operations/refusals.ts";
import { tokenField } from "./act-form.ts";
import { formOf } from "./form.ts";
import { readFormToken } from "./form-token.ts";
import { pathOf } from "./path-of.ts";
import type { ConsolePorts } from "../ports.ts";
import { Refused } from "./refused.ts";
import { isSameOrigin } from "./same-origin.ts";

/** What a handler is given once all is checked. */
export type Doing = {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly form: URLSearchParams;
  readonly act: Act;
};

export type ActRoute = {
  readonly path: string;
  /** What it does; null: everybody who signed in may. */
  readonly action: Action | null;
  /** Whether people must say why; `optional` and `none` make it the empty text. */
  readonly reason: "needed" | "optional" | "none";
  readonly handler: (doing: Doing) => Promise<FastifyReply>;
};

declare module "fastify" {
  interface FastifyContextConfig {
    /** That a route was made by `act`: none other may change anything. */
    isAct?: true;
    action?: Action | null;
  }
}

/** From now on, no route of this scope changes anything but by `act`. */
export function onlyActsChange(scope: FastifyInstance): void {
  scope.addHook("onRoute", ({ method, url, config }: RouteOptions) => {
    const methods = [method].flat();
    if (config?.isAct === true || methods.every((one) => one === "GET" || one === "HEAD")) return;
    throw new Error(`${methods.join(", ")} ${url} would change something without act(): see act.ts`);
  });
}

/** A route that changes something, and everything that must be so before it does. */
export function act(scope: FastifyInstance, ports: ConsolePorts, route: ActRoute): void {
  scope.post(route.path, {
    config: { isAct: true, action: route.action },
    handler: async (request, reply) => {
      if (!isSameOrigin(request.headers)) throw new Refused("other-origin");
      if (route.action !== null && !mayDo(request.session, route.action)) throw new Refused("role");
      const form = formOf(request);
      await spendToken(request, form.get(tokenField) ?? "", ports);
      return route.handler({
        request,
        reply,
        form,
        act: { operator: request.session.name, reason: reasonIn(form, route.reason) },
      });
    },
  });
}

async function spendToken(
  request: FastifyRequest,
  given: string,
  { sessions, now }: ConsolePorts,
): Promise<void> {
  const token = readFormToken(given, request.session, pathOf(request), now());
  if (!token || !(await sessions.spend(token.nonce, token.until))) throw new Refused("form-token");
}

const longestReason = 500;

function reasonIn(form: URLSearchParams, wanted: ActRoute["reason"]): string {
  const said = wanted === "none" ? "" : (form.get("reason") ?? "").trim();
  if (wanted === "needed" && said === "") throw new Unfit("a reason is needed: say why, in a few words");
  if (said.length > longestReason) throw new Unfit(`the reason is longer than ${longestReason} characters`);
  return said;
}

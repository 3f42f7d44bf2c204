import { issueFormToken } from "../../src/console/acting/form-token.ts";
import { mayDo } from "../../src/operations/operator.ts";
import { tokens } from "../support/operators.ts";
import { addressLike } from "./address-like.ts";
import { cookieOf, forgedCookie, fromElsewhere } from "./forged-cookies.ts";
import { type Chance, type ForgedRequest, type Forgery, pick, randomText, whole } from "./forgery.ts";
import type { HeardRoute } from "./heard-routes.ts";
import type { Insider, Insiders } from "./insiders.ts";

const hoursMs = 60 * 60_000;

/** Requests to the console of who is not signed in, may not, comes from elsewhere, or sends a form that we did not make. */
export function forgedSessions(
  routes: readonly HeardRoute[],
  { signedIn, outs }: Insiders,
  url: string,
): readonly Forgery[] {
  const ours = { origin: url, "sec-fetch-site": "same-origin" };
  const acts = routes.filter(({ act }) => act !== undefined);
  const actionsOf = acts.filter(({ act }) => act !== null);
  const pages = routes.filter(({ method, path }) => method === "GET" && !isOpen(path));
  const formFor = ({ session }: Insider, path: string, at = new Date()): string =>
    issueFormToken(session, path, at);

  return [
    {
      name: "console: a page, by a session that nobody has",
      allowed: [303, 401],
      make: (chance) => {
        const htmx = chance() < 0.3 ? { "hx-request": "true" } : {};
        return got(addressLike(pick(chance, pages).path, chance), {
          ...htmx,
          cookie: forgedCookie(chance, outs, signedIn.admin.id),
        });
      },
    },
    {
      name: "console: an act, by a session that nobody has",
      allowed: [401],
      make: (chance) => {
        const path = addressLike(pick(chance, acts).path, chance);
        const form = { reason: "forged", form_token: formFor(signedIn.admin, path) };
        return sent(path, form, { ...ours, cookie: forgedCookie(chance, outs, signedIn.admin.id) });
      },
    },
    {
      name: "console: an act by who may, sent from another site",
      allowed: [403],
      make: (chance) => {
        const path = addressLike(pick(chance, acts).path, chance);
        const form = { reason: "forged", form_token: formFor(signedIn.admin, path) };
        return sent(path, form, { cookie: cookieOf(signedIn.admin.id), ...fromElsewhere(chance, url) });
      },
    },
    {
      name: "console: an act by who may, with a form that we did not make",
      allowed: [403],
      make: (chance) => {
        const path = addressLike(pick(chance, acts).path, chance);
        const by = signedIn.admin;
        const good = formFor(by, path);
        const [nonce = "", until = "", seal = ""] = good.split(".");
        const form_token = pick(chance, [
          () => "",
          () => good.slice(0, -2),
          () => `${nonce}.${Number(until) + 1}.${seal}`,
          () => `${randomText(chance, 22)}.${until}.${seal}`,
          () => `${nonce}.${until}.`,
          () => `${nonce}.NaN.${seal}`,
          () => "..",
          () => `${good}${good}`,
          () => formFor(signedIn.operator, path),
          () => formFor(by, `${path}/`),
          () => formFor(by, "/"),
          () => formFor(by, path, new Date(Date.now() - 5 * hoursMs)),
          () => randomText(chance, 1 + whole(chance, 9000)),
        ])();
        return sent(path, { reason: "forged", form_token }, { ...ours, cookie: cookieOf(by.id) });
      },
    },
    {
      name: "console: an act by a viewer",
      allowed: [403],
      make: (chance) => {
        const mayNot = ({ act }: HeardRoute) => !mayDo({ name: "vera", role: "viewer" }, act!);
        const path = addressLike(pick(chance, actionsOf.filter(mayNot)).path, chance);
        const form = { reason: "forged", form_token: formFor(signedIn.viewer, path) };
        return sent(path, form, { ...ours, cookie: cookieOf(signedIn.viewer.id) });
      },
    },
    {
      name: "console: an act by who may, that is no form",
      allowed: [400, 403, 413, 415, 422],
      make: (chance) => {
        const path = addressLike(pick(chance, acts).path, chance);
        const request = sent(path, {}, { ...ours, cookie: cookieOf(signedIn.admin.id) });
        return { ...request, ...noForm(chance, request) };
      },
    },
    {
      name: "console: signing in with a token that nobody has",
      allowed: [403],
      make: (chance) => {
        const token = pick(chance, [
          randomText(chance, 43),
          `${tokens.admin}x`,
          tokens.admin.slice(1),
          "",
          "\ud800",
        ]);
        return sent(
          "/sign-in",
          { token, next: pick(chance, ["/", "//evil.example", "/\\evil.example"]) },
          ours,
        );
      },
    },
    {
      name: "console: signing in with a good token, sent from another site",
      allowed: [403],
      make: (chance) =>
        sent("/sign-in", { token: pick(chance, Object.values(tokens)) }, fromElsewhere(chance, url)),
    },
  ];
}

function isOpen(path: string): boolean {
  return (
    path === "/*" ||
    ["/api/", "/webhooks/", "/docs", "/assets/", "/sign-in", "/livez", "/readyz", "/metrics"].some(
      (beginning) => path.startsWith(beginning),
    )
  );
}

function noForm(chance: Chance, { headers }: ForgedRequest): Partial<ForgedRequest> {
  const typed = (type: string) => ({ ...headers, "content-type": type });
  return pick<() => Partial<ForgedRequest>>(chance, [
    () => ({ headers: typed("application/json"), body: Buffer.from(`{"form_token":"x"}`) }),
    () => ({ headers: typed("text/plain"), body: Buffer.from("form_token=x") }),
    () => ({ headers: typed("multipart/form-data; boundary=x"), body: Buffer.from("--x--") }),
    () => ({ body: Buffer.alloc(64 * 1024 + 1, "a") }),
    () => ({ body: Buffer.from("form_token=%00&reason=%00") }),
    () => ({ body: Buffer.from("form_token=%ED%A0%80&reason=%FF") }),
    () => ({ body: Buffer.from("__proto__=x&constructor=y&form_token=a&form_token=b") }),
    () => ({ body: Buffer.from("form_token[]=a&form_token[x]=b") }),
    () => ({ body: Buffer.from("&".repeat(10_000)) }),
    () => ({ body: Buffer.from(Array.from({ length: 5000 }, (_, key) => `k${key}=1`).join("&")) }),
    () => ({ body: Buffer.from([0xff, 0xfe, 0x00, 0x01]) }),
  ])();
}

function got(path: string, headers: Record<string, string>): ForgedRequest {
  return { method: "GET", path, headers: { accept: "text/html", ...headers }, body: Buffer.alloc(0) };
}

function sent(path: string, form: Record<string, string>, headers: Record<string, string>): ForgedRequest {
  return {
    method: "POST",
    path,
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: Buffer.from(new URLSearchParams(form).toString()),
  };
}

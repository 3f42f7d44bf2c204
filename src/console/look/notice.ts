import type { FastifyReply } from "fastify";

const cookie = "__Host-los-notice";
const options = { path: "/", secure: true, httpOnly: true, sameSite: "strict" } as const;

/** Goes on to another page, which says once what was done. */
export function seeOther(reply: FastifyReply, address: string, notice?: string): FastifyReply {
  if (notice !== undefined) void reply.setCookie(cookie, notice, { ...options, maxAge: 60 });
  return reply.redirect(address, 303);
}

/** What the page before wanted to be said on this one. */
export function takeNotice(reply: FastifyReply): string | undefined {
  const notice = reply.request.cookies[cookie];
  if (notice !== undefined) void reply.clearCookie(cookie, options);
  return notice;
}

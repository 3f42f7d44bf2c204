import type { FastifyReply } from "fastify";

/** Nothing inline, nothing from elsewhere, in no frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What is shown here is of people and for operators: kept by no cache, told to no other site. */
export function setSecurityHeaders(reply: FastifyReply): void {
  void reply.headers({
    "content-security-policy": policy,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
}

import { timingSafeEqual } from "node:crypto";

import { Problem } from "./problems.ts";

/** The clock of sender and receiver may differ by so much (Standard Webhooks 1.0.0, "Verifying webhook authenticity"). */
const toleranceSeconds = 300;

export type SignedHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A header that has to be there, once and in this form. @throws Problem */
export function singleHeader(headers: SignedHeaders, name: string, shape: RegExp): string {
  const value = headers[name];
  if (typeof value === "string" && shape.test(value)) return value;
  const words = value === undefined ? "is missing" : "has the wrong form";
  throw new Problem("invalid-signature", `the header ${name} ${words}`);
}

/** `signedAt`: what the header says, in seconds since 1970. @throws Problem */
export function requireRecent(signedAt: number, name: string): void {
  const skewSeconds = Math.abs(Math.floor(Date.now() / 1000) - signedAt);
  if (skewSeconds <= toleranceSeconds) return;
  throw new Problem(
    "timestamp-out-of-tolerance",
    `${name} is more than ${toleranceSeconds} seconds from our clock: sign each attempt anew, and check both clocks`,
  );
}

/** In constant time, so that nobody can find a signature byte by byte. */
export function isSameSignature(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

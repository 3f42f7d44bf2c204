import { sessionCookie } from "../../src/console/signing-in/session-cookie.ts";
import { tokens } from "../support/operators.ts";
import { type Chance, pick, randomText, whole } from "./forgery.ts";

export function cookieOf(id: string): string {
  return `${sessionCookie}=${id}`;
}

/** Cookies of nobody who is signed in; one good session is among what they are made of. */
export function forgedCookie(chance: Chance, outs: readonly string[], good: string): string {
  return pick(chance, [
    () => cookieOf(randomText(chance, 43)),
    () => cookieOf(pick(chance, outs)),
    () => cookieOf(`${good}A`),
    () => cookieOf(good.slice(1)),
    () => cookieOf(good.toLowerCase() === good ? good.toUpperCase() : good.toLowerCase()),
    () => `los-session=${good}`,
    () => `__host-los-session=${good}`,
    () => cookieOf(""),
    () => cookieOf(tokens.admin),
    () => cookieOf("%00"),
    () => cookieOf("%ED%A0%80"),
    () => cookieOf("__proto__"),
    () => cookieOf("x".repeat(1 + whole(chance, 4000))),
    () => `${cookieOf(randomText(chance, 43))}; ${cookieOf(good)}`,
  ])();
}

/** The headers of a request that no page of ours sent. */
export function fromElsewhere(chance: Chance, url: string): Record<string, string> {
  return pick<Record<string, string>>(chance, [
    {},
    { origin: "null" },
    { origin: "https://evil.example" },
    { origin: url.replace("127.0.0.1", "localhost") },
    { origin: `${url}.evil.example` },
    { origin: `https://evil.example/${url}` },
    { origin: url, "sec-fetch-site": "cross-site" },
    { origin: url, "sec-fetch-site": "same-site" },
    { origin: url, "sec-fetch-site": "none" },
    { referer: `${url}/` },
    { "sec-fetch-site": "Same-Origin" },
  ]);
}

import { isIP } from "node:net";

import { z } from "zod";

import { isLoopback } from "./zendesk/is-loopback.ts";

export function whole(least: number, most: number) {
  const words = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, words)
    .transform(Number)
    .refine((number) => number >= least && number <= most, words);
}

export function share() {
  const words = "must be a number above 0 and at most 1";
  return z
    .string()
    .regex(/^\d*\.?\d+$/, words)
    .transform(Number)
    .refine((number) => number > 0 && number <= 1, words);
}

export function address(protocols: readonly string[]) {
  const words = `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`;
  return z.string().refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ""), words);
}

export function networks() {
  const words = "must be IP addresses or networks (10.0.0.0/8), separated by commas";
  return z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine((list) => list.every(isNetwork), words);
}

/** As Fastify's trustProxy takes them: it throws for a mask of 0 (@fastify/proxy-addr). */
function isNetwork(text: string): boolean {
  const [, ip = "", mask = "1"] = /^([\da-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const longest = { 0: 0, 4: 32, 6: 128 }[isIP(ip)] ?? 0;
  return Number(mask) >= 1 && Number(mask) <= longest;
}

/** Credentials only travel encrypted, except to this machine (a sandbox). */
export function zendeskAddress() {
  const words = "must be https://SUBDOMAIN.zendesk.com, or http://127.0.0.1:PORT of a sandbox";
  return z.string({ error: "is required" }).refine((text) => {
    const url = URL.parse(text);
    if (!url || url.pathname !== "/" || url.search !== "" || url.username !== "") return false;
    return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  }, words);
}

export function secrets(shape: RegExp, words: string) {
  return listOf(shape, words, "is required");
}

export function listOf(shape: RegExp, words: string, missing = words) {
  return z
    .string({ error: missing })
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine((list) => list.every((one) => shape.test(one)), words);
}

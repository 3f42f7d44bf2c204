import { afterAll, beforeAll, expect, it } from "vitest";

import { type AppUnderTest, startApp } from "../http/app-under-test.ts";
import { sendProperly } from "./proper-sender.ts";
import { sendSlowly } from "./slow-senders.ts";

let under: AppUnderTest;
let url: string;
beforeAll(async () => {
  under = await startApp();
  url = await under.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => await under.app.close());

it("who sends a byte a second is ended by the limit of time, and holds up nobody else", async () => {
  const sender = sendProperly(url, 100);

  const ends = await Promise.all([sendSlowly(url, 100, "headers"), sendSlowly(url, 100, "a body")]);
  const proper = await sender.stop();

  expect(new Set(ends.flat().map(({ status }) => status))).toEqual(new Set([408]));
  expect(Math.max(...ends.flat().map(({ afterMs }) => afterMs))).toBeLessThan(25_000);
  expect(new Set(proper.map(({ status }) => status))).toEqual(new Set([202]));
  expect(Math.max(...proper.map(({ tookMs }) => tookMs))).toBeLessThan(5000);
  expect(under.messages).toHaveLength(proper.length);
}, 60_000);

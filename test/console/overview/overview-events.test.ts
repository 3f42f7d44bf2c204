import { setTimeout as pause } from "node:timers/promises";

import { expect, test } from "vitest";

import type { Session } from "../../../src/operations/session.ts";
import { consoleUnderTest, type ConsoleUnderTest } from "../console-under-test.ts";
import { anOverview, fakeOperations, someTime } from "../fake-operations.ts";
import { fakeSessions } from "../fake-sessions.ts";

async function listening(desk: ConsoleUnderTest): Promise<string> {
  return await desk.app.listen({ host: "127.0.0.1", port: 0 });
}

type Stream = { readonly text: () => string; readonly ended: Promise<void>; stop(): void };

async function watch(url: string, cookie: string): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${url}/overview/events`, {
    headers: { cookie: `__Host-los-session=${cookie}` },
    signal: abort.signal,
  });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  let text = "";
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk);
  })().catch(() => {});
  return { text: () => text, ended, stop: () => abort.abort() };
}

async function soon(isSo: () => boolean): Promise<void> {
  for (let time = 0; time < 100 && !isSo(); time += 1) await pause(50);
  expect(isSo()).toBe(true);
}

test("all who watch share one look, and it rests when nobody does", async () => {
  const operations = fakeOperations();
  let looks = 0;
  const overview = {
    look: async () => {
      looks += 1;
      return anOverview();
    },
  };
  await using desk = await consoleUnderTest({ operations: { ...operations, overview } });
  const url = await listening(desk);
  const [one, other] = [await desk.signedIn("viewer"), await desk.signedIn("admin")];
  const streams = [
    await watch(url, one.cookies.get("__Host-los-session") ?? ""),
    await watch(url, other.cookies.get("__Host-los-session") ?? ""),
  ];
  await soon(() => streams.every(({ text }) => text().includes("data: ")));
  expect(looks).toBe(1);
  for (const stream of streams) stream.stop();
  await pause(2500);
  const before = looks;
  await pause(2500);
  expect(looks).toBe(before);
}, 20_000);

test("who signs out is told so, and the stream ends", async () => {
  await using desk = await consoleUnderTest();
  const url = await listening(desk);
  const browser = await desk.signedIn("viewer");
  const stream = await watch(url, browser.cookies.get("__Host-los-session") ?? "");
  await browser.press("/", "/sign-out");
  await stream.ended;
  expect(stream.text()).toContain("You are signed out");
  expect(stream.text()).toContain("event: over");
}, 10_000);

test("the first of too many windows gives way for good, and says so", async () => {
  await using desk = await consoleUnderTest();
  const url = await listening(desk);
  const cookie = (await desk.signedIn("viewer")).cookies.get("__Host-los-session") ?? "";
  const streams = [];
  for (let window = 0; window < 5; window += 1) streams.push(await watch(url, cookie));
  await streams[0]?.ended;
  expect(streams[0]?.text()).toMatch(/open in too many windows.*event: over/s);
  for (const stream of streams) stream.stop();
}, 10_000);

test("when the service stops, the page is told so and not that it should never come back", async () => {
  const desk = await consoleUnderTest();
  const url = await listening(desk);
  const cookie = (await desk.signedIn("viewer")).cookies.get("__Host-los-session") ?? "";
  const stream = await watch(url, cookie);
  await desk[Symbol.asyncDispose]();
  await stream.ended;
  expect(stream.text()).toContain("The service stopped");
  expect(stream.text()).not.toContain("event: over");
}, 10_000);

test("who cannot be told signed in from signed out keeps watching", async () => {
  let isAway = false;
  const sessions = fakeSessions(() => someTime);
  const find = async (id: string): Promise<Session | undefined> => {
    if (isAway) throw new Error("the database is away");
    return await sessions.find(id);
  };
  await using desk = await consoleUnderTest({ sessions: { ...sessions, find } });
  const url = await listening(desk);
  const cookie = (await desk.signedIn("viewer")).cookies.get("__Host-los-session") ?? "";
  const stream = await watch(url, cookie);
  isAway = true;
  await soon(() => stream.text().includes("cannot be read now"));
  isAway = false;
  await soon(() => stream.text().includes("As of"));
  expect(stream.text()).not.toContain("signed out");
  stream.stop();
}, 10_000);

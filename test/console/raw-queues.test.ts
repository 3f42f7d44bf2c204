import type { FastifyPluginAsync } from "fastify";
import { expect, test } from "vitest";

import { browse } from "../support/console-browsing.ts";
import { consoleUnderTest } from "./console-under-test.ts";

const rawQueues: FastifyPluginAsync = async (scope) => {
  scope.setErrorHandler(async () => "an error of its own");
  scope.get("/", async () => "the board");
  scope.put("/api/clean", async () => "cleaned");
};

test("the raw queues are for admins, to look at", async () => {
  await using desk = await consoleUnderTest({ rawQueues });
  expect((await browse(desk.app).get("/raw-queues")).statusCode).toBe(303);
  expect((await (await desk.signedIn("operator")).get("/raw-queues")).statusCode).toBe(403);
  const admin = await desk.signedIn("admin");
  const board = await admin.get("/raw-queues");
  expect(board.body).toBe("the board");
  expect(board.headers["content-security-policy"]).toContain("style-src 'self' 'unsafe-inline'");
  const cookies = Object.fromEntries(admin.cookies);
  const touched = await desk.app.inject({ method: "PUT", url: "/raw-queues/api/clean", cookies });
  expect(touched.statusCode).toBe(409);
});

test("only admins are led there", async () => {
  await using desk = await consoleUnderTest({ rawQueues });
  expect((await (await desk.signedIn("operator")).get("/")).body).not.toContain("Raw queues");
  expect((await (await desk.signedIn("admin")).get("/")).body).toContain("Raw queues");
});

import { setTimeout as pause } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import { browse } from "../support/console-browsing.ts";
import { consoleUnderTest } from "./console-under-test.ts";
import { fakeOperations } from "./fake-operations.ts";

const pages = [
  "/",
  "/failures",
  "/failures?cause=name-taken&kind=reconcile-client&attempts=2",
  "/jobs/17",
  "/retries/new?cause=name-taken",
  "/retries/3",
  "/retries/3/progress",
  "/activity",
];

const payload = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`;

describe.each(pages)("%s", (path) => {
  test("shows words that are markup as words", async () => {
    await using desk = await consoleUnderTest({ operations: fakeOperations(payload) });
    const browser = await desk.signedIn("admin");
    const { statusCode, body } = await browser.get(path);
    expect(statusCode).toBe(200);
    expect(body).not.toContain("<script>alert");
    expect(body).not.toContain("<img src=x");
  });

  test.skipIf(path.endsWith("/progress"))("shows them nevertheless", async () => {
    await using desk = await consoleUnderTest({ operations: fakeOperations(payload) });
    const { body } = await (await desk.signedIn("admin")).get(path);
    expect(body).toContain("&lt;script&gt;alert(1)");
  });

  test("has no script, style or handler in it, and says so to the browser", async () => {
    await using desk = await consoleUnderTest();
    const { body, headers } = await (await desk.signedIn("admin")).get(path);
    expect(body).not.toMatch(/<style|<script(?! src=)| style=| on[a-z]+=|hx-on|hx-vals|javascript:/);
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
  });

  test("shows a viewer no button that works but that to sign out", async () => {
    await using desk = await consoleUnderTest();
    const { body } = await (await desk.signedIn("viewer")).get(path);
    const forms = [...body.matchAll(/<form[^>]*method="post"[^>]*action="([^"]*)"/g)].map(([, to]) => to);
    expect(forms.filter((to) => to !== "/sign-out")).toEqual([]);
  });
});

test.each(pages.filter((path) => !path.endsWith("/progress")))(
  "%s says whose account it is, where one is, and has one h1 with h2 under it",
  async (path) => {
    await using desk = await consoleUnderTest();
    const { body } = await (await desk.signedIn("admin")).get(path);
    expect(body).toMatch(/<strong>Production<\/strong>\s*<span>example\.zendesk\.com/);
    expect(body.match(/<h1/g)).toHaveLength(1);
    expect(body.match(/aria-current="page"/g)).toHaveLength(1);
    expect(body).toContain('href="#main"');
    for (const [table] of body.matchAll(/<table>.*?<\/table>/gs)) {
      expect(table).toContain("<caption>");
      expect(table).toContain('scope="col"');
    }
  },
);

test("a viewer is told why a button is dead", async () => {
  await using desk = await consoleUnderTest();
  const { body } = await (await desk.signedIn("viewer")).get("/jobs/17");
  expect(body).toMatch(/disabled[^>]*title="Your role is viewer/);
});

test("assets are named by their content and may be kept for ever", async () => {
  await using desk = await consoleUnderTest();
  const { body } = await desk.app.inject({ url: "/sign-in" });
  const paths = [...body.matchAll(/(?:src|href)="(\/assets\/[^"]*)"/g)].map(([, path = ""]) => path);
  expect(paths).toHaveLength(4);
  for (const path of paths) {
    const response = await desk.app.inject({ url: path });
    expect(response.statusCode).toBe(200);
    expect(path).toMatch(/-[0-9a-f]{16}\.(?:js|css|svg)$/);
    expect(response.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  }
});

test("what is not there, and what cannot be read, says so on a page", async () => {
  await using desk = await consoleUnderTest();
  const browser = await desk.signedIn("viewer");
  expect((await browser.get("/jobs/18")).statusCode).toBe(404);
  expect((await browser.get("/retries/18")).statusCode).toBe(404);
  const response = await browser.get("/failures?since=yesterday");
  expect(response.statusCode).toBe(422);
  expect(response.body).toContain("Since is no time");
});

test("what breaks is said without its secrets", async () => {
  const operations = fakeOperations();
  const jobs = { ...operations.jobs, causes: async () => Promise.reject(new Error("password=hunter2")) };
  await using desk = await consoleUnderTest({ operations: { ...operations, jobs } });
  const response = await (await desk.signedIn("viewer")).get("/failures");
  expect(response.statusCode).toBe(500);
  expect(response.body).not.toContain("hunter2");
});

test("while the database is away, pages say so, and what to do about a button that was pressed", async () => {
  const away = Object.assign(new Error("the database does not answer"), { status: 503 });
  const operations = fakeOperations();
  const never = Promise.withResolvers<never>().promise;
  const jobs = { ...operations.jobs, causes: async () => await never };
  const presence = {
    whileUp: async <Value>(work: Promise<Value>) => await Promise.race([work, later(away)]),
  };
  await using desk = await consoleUnderTest({
    operations: { ...operations, jobs },
    presence: { ...presence, unlessAway: async (err) => err },
  });
  const response = await (await desk.signedIn("viewer")).get("/failures");
  expect(response.statusCode).toBe(503);
  expect(response.body).toContain("The database does not answer");
  expect(response.body).toContain("look whether it happened");
});

test("an error that comes of a database that is away says so", async () => {
  const away = Object.assign(new Error("the database does not answer"), { status: 503 });
  const operations = fakeOperations();
  const jobs = { ...operations.jobs, causes: async () => Promise.reject(new Error("ECONNREFUSED")) };
  await using desk = await consoleUnderTest({
    operations: { ...operations, jobs },
    presence: { whileUp: async (work) => await work, unlessAway: async () => away },
  });
  const browser = await desk.signedIn("viewer");
  expect((await browser.get("/failures")).statusCode).toBe(503);
  expect((await browser.get("/jobs/18")).statusCode).toBe(404);
});

test("at an address that nothing has, people find a page, and programs what the service says", async () => {
  await using desk = await consoleUnderTest();
  const browser = browse(desk.app);
  const page = await browser.get("/nothing/here", { accept: "text/html,*/*" });
  expect(page.statusCode).toBe(404);
  expect(page.body).toContain("There is nothing here");
  for (const [path, accept] of [
    ["/nothing/here", "application/json"],
    ["/api/nothing", "text/html"],
    ["/webhooks/nothing", "text/html"],
  ] as const) {
    const { statusCode, headers } = await browser.get(path, { accept });
    expect(statusCode).toBe(404);
    expect(headers["content-type"]).toContain("application/json");
  }
});

test("only what stopped is offered to be re-run, and nothing where nothing did", async () => {
  const operations = fakeOperations();
  const count = async (): Promise<number> => 5;
  const asked = async (jobs: Partial<typeof operations.jobs>): Promise<string> => {
    await using desk = await consoleUnderTest({
      operations: { ...operations, jobs: { ...operations.jobs, count, ...jobs } },
    });
    return (await (await desk.signedIn("operator")).get("/failures?cause=name-taken")).body;
  };
  expect(await asked({})).toContain("Re-run all 2…");
  const previewRetry = async () => ({ count: 0, byCause: [], examples: [] });
  expect(await asked({ previewRetry })).not.toContain("Re-run all");
});

test("a NUL in an address or a form is refused before anything is asked for", async () => {
  await using desk = await consoleUnderTest();
  const browser = await desk.signedIn("operator");
  expect((await browser.get("/clients?q=%00")).statusCode).toBe(422);
  expect((await browser.press("/jobs/17", "/jobs/17/retry", { reason: "a\0b" })).statusCode).toBe(422);
});

async function later(err: Error): Promise<never> {
  await pause(10);
  throw err;
}

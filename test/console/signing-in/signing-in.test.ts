import { expect, test } from "vitest";

import { safeNext } from "../../../src/console/signing-in/sign-in.ts";
import { hashOfToken } from "../../../src/operations/find-operator.ts";
import { browse } from "../../support/console-browsing.ts";
import { consoleUnderTest, everybody, tokenOf } from "../console-under-test.ts";

const hourMs = 60 * 60_000;

test("whoever is not signed in is led to sign in, and from there to where they wanted", async () => {
  await using desk = await consoleUnderTest();
  const browser = browse(desk.app);
  const refused = await browser.get("/failures?cause=a%26b");
  expect(refused.statusCode).toBe(303);
  const page = await browser.get(refused.headers.location ?? "");
  expect(page.body).toContain('name="next" value="/failures?cause=a%26b"');
  const response = await browser.post("/sign-in", {
    token: tokenOf("viewer"),
    next: "/failures?cause=a%26b",
  });
  expect(response.headers.location).toBe("/failures?cause=a%26b");
  expect((await browser.get("/failures?cause=a%26b")).statusCode).toBe(200);
});

test("the cookie is for this host alone, for pages of ours alone, out of reach of scripts, for 12 hours", async () => {
  await using desk = await consoleUnderTest();
  const response = await browse(desk.app).signIn(tokenOf("viewer"));
  expect(response.headers["set-cookie"]).toMatch(
    /^__Host-los-session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test("a wrong token, an empty one and none get the same answer", async () => {
  await using desk = await consoleUnderTest();
  const browser = browse(desk.app);
  const answers = await Promise.all(
    [{ token: "wrong" }, { token: "" }, {}].map(
      async (form) => await browser.post("/sign-in", form as Record<string, string>),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403]);
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect(browser.cookies.size).toBe(0);
});

test("an address may try ten times a minute", async () => {
  await using desk = await consoleUnderTest();
  const browser = browse(desk.app);
  for (let time = 0; time < 10; time += 1) await browser.post("/sign-in", { token: "wrong" });
  const response = await browser.signIn(tokenOf("admin"));
  expect(response.statusCode).toBe(429);
  expect(response.body).toContain("Wait a minute");
});

test("another site cannot sign somebody in", async () => {
  await using desk = await consoleUnderTest();
  const browser = browse(desk.app);
  const response = await browser.post(
    "/sign-in",
    { token: tokenOf("viewer") },
    { origin: "https://evil.example" },
  );
  expect(response.statusCode).toBe(403);
  expect(browser.cookies.size).toBe(0);
});

test("a session ends by signing out, and the old cookie is worth nothing", async () => {
  await using desk = await consoleUnderTest();
  const browser = await desk.signedIn("viewer");
  const cookie = browser.cookies.get("__Host-los-session") ?? "";
  expect((await browser.press("/", "/sign-out")).headers.location).toBe("/sign-in");
  expect(browser.cookies.size).toBe(0);
  const response = await desk.app.inject({ url: "/", cookies: { "__Host-los-session": cookie } });
  expect(response.statusCode).toBe(303);
});

test("a session ends after 12 hours, however much it is used", async () => {
  await using desk = await consoleUnderTest();
  const browser = await desk.signedIn("viewer");
  desk.pass(11 * hourMs);
  expect((await browser.get("/")).statusCode).toBe(200);
  desk.pass(hourMs);
  expect((await browser.get("/")).statusCode).toBe(303);
});

test("a session of somebody whose token was taken away is over", async () => {
  const operators = everybody();
  await using desk = await consoleUnderTest({ operators });
  const browser = await desk.signedIn("admin");
  expect((await browser.get("/")).statusCode).toBe(200);
  operators.pop();
  expect((await browser.get("/")).statusCode).toBe(303);
});

test("a session ends with the token that opened it, though another has its name", async () => {
  const operators = everybody();
  await using desk = await consoleUnderTest({ operators });
  const browser = await desk.signedIn("admin");
  operators.push({ name: "admin person", role: "admin", hash: hashOfToken("a new one") });
  expect((await browser.get("/")).statusCode).toBe(200);
  operators.splice(2, 1);
  expect((await browser.get("/")).statusCode).toBe(303);
});

test("where to go on to is asked for once, and is a place that a header can name", async () => {
  await using desk = await consoleUnderTest();
  const browser = browse(desk.app);
  expect((await browser.get("/sign-in?next=/a&next=/b")).statusCode).toBe(200);
  const response = await browser.post("/sign-in", { token: tokenOf("viewer"), next: "/✓" });
  expect(response.headers.location).toBe("/");
});

test("without any token the console says that it is closed, and how to open it", async () => {
  await using desk = await consoleUnderTest({ operators: [] });
  const response = await desk.app.inject({ url: "/" });
  expect(response.statusCode).toBe(403);
  expect(response.body).toContain("los token NAME ROLE");
  expect((await desk.app.inject({ url: "/failures" })).statusCode).toBe(404);
});

test.each([
  ["/jobs/17?a=b", "/jobs/17?a=b"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/a\\b", "/"],
  ["https://evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/✓", "/"],
  ["/a b", "/"],
  [undefined, "/"],
])("one is led on to %j as to %s", (next, to) => {
  expect(safeNext(next)).toBe(to);
});

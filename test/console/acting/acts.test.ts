import { afterAll, describe, expect, test } from "vitest";

import { roles } from "../../../src/operations/operator.ts";
import { mayDo } from "../../../src/operations/operator.ts";
import { issueFormToken } from "../../../src/console/acting/form-token.ts";
import type { Session } from "../../../src/operations/session.ts";
import { browse } from "../../support/console-browsing.ts";
import { consoleUnderTest, tokenOf } from "../console-under-test.ts";
import { someTime } from "../fake-operations.ts";
import { fakeSessions } from "../fake-sessions.ts";

const sessions = fakeSessions(() => someTime);
const desk = await consoleUnderTest({ sessions });
afterAll(async () => await desk[Symbol.asyncDispose]());

test("whatever changes something is an act, save signing in", () => {
  expect(desk.changing.toSorted()).toEqual([...desk.acts.map(({ path }) => path), "/sign-in"].toSorted());
});

test("each kind of act is taken, or is known not to be on the console", () => {
  const actions = desk.acts.map(({ action }) => action);
  expect(actions).toEqual(
    expect.arrayContaining(["retry", "discard", "resolve", "cancel-changes", "forget"]),
  );
});

describe.each(desk.acts)("$path", ({ path, action }) => {
  const url = path.replaceAll(/:\w+/g, "17");

  test("is refused without a session", async () => {
    const response = await browse(desk.app).post(url, { reason: "r", form_token: "x" });
    expect(response.statusCode).toBe(401);
    expect(response.body).toContain("Sign in again");
  });

  test.runIf(action !== null)("is refused to a viewer with the right token", async () => {
    const { browser, session } = await signedIn("viewer");
    const response = await browser.post(url, { form_token: issueFormToken(session, url, someTime) });
    expect(response.statusCode).toBe(403);
    expect(response.body).toContain("Your role may not do this");
  });

  test.each([
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site", origin: "http://localhost:80" },
    { "sec-fetch-site": "same-site" },
    {},
  ])("is refused when it comes from elsewhere: %o", async (headers) => {
    const { browser, session } = await signedIn("admin");
    const form = { form_token: issueFormToken(session, url, someTime) };
    const response = await browser.post(url, form, headers);
    expect(response.statusCode).toBe(403);
    expect(response.body).toContain("did not come from the console");
  });

  test("is refused without a form token, and with nonsense for one", async () => {
    const { browser } = await signedIn("admin");
    for (const form of [
      {},
      { form_token: "" },
      { form_token: "a.b.c" },
      { form_token: "a.9999999999999." },
    ]) {
      const response = await browser.post(url, form);
      expect(response.statusCode).toBe(403);
      expect(response.body).toContain("reload the page");
    }
  });

  test("is refused with the token of another session, of another form, and one that is too old", async () => {
    const { browser, session } = await signedIn("admin");
    const { session: other } = await signedIn("admin");
    const old = new Date(someTime.getTime() - 5 * 60 * 60_000);
    for (const form_token of [
      issueFormToken(other, url, someTime),
      issueFormToken(session, `${url}/other`, someTime),
      issueFormToken(session, url, old),
    ]) {
      expect((await browser.post(url, { form_token })).statusCode).toBe(403);
    }
  });

  test("is refused the second time", async () => {
    const { browser, session } = await signedIn("admin");
    const form_token = issueFormToken(session, url, someTime);
    await sessions.spend(form_token.split(".")[0] ?? "", someTime);
    const response = await browser.post(url, { form_token, reason: "again" });
    expect(response.statusCode).toBe(403);
    expect(response.body).toContain("sent before");
  });

  test.runIf(action !== null)("is let through to whoever may", async () => {
    for (const role of roles) {
      const { browser, session } = await signedIn(role);
      if (action === null || !mayDo({ name: session.name, role }, action)) continue;
      const form_token = issueFormToken(session, url, someTime);
      const response = await browser.post(url, { form_token, reason: "because" });
      expect([401, 403, 500]).not.toContain(response.statusCode);
    }
  });
});

async function signedIn(role: (typeof roles)[number]) {
  const browser = await desk.signedIn(role);
  const session = await sessions.find(browser.cookies.get("__Host-los-session") ?? "");
  if (!session) throw new Error(`${tokenOf(role)} did not sign in`);
  return { browser, session } satisfies { browser: unknown; session: Session };
}

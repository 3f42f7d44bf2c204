import { describe, expect, test } from "vitest";

import { counted } from "../../../src/domain/counted.ts";
import type { ClientsView, Happening } from "../../../src/operations/client.ts";
import { consoleUnderTest } from "../console-under-test.ts";
import { fakeOperations } from "../fake-operations.ts";
import { aClientView, aHappeningOf, aSummary } from "../page-worlds.ts";

function operationsWith(clients: Partial<ClientsView>) {
  const operations = fakeOperations();
  return { ...operations, clients: { ...operations.clients, ...clients } };
}

const odd = "C/7?&#%25 ü";

describe("the search for clients", () => {
  test("asks the store for what was typed, and leads to each client whatever its id is", async () => {
    const asked: string[] = [];
    await using running = await consoleUnderTest({
      operations: operationsWith({
        search: async (text) => {
          asked.push(text);
          return { rows: [aSummary("Acme", { id: odd })], next: "further" };
        },
      }),
    });
    const viewer = await running.signedIn("viewer");

    const { body } = await viewer.get("/clients?q=acme");

    expect(asked).toEqual(["acme"]);
    expect(body).toContain(`<a href="/clients/${encodeURIComponent(odd)}">Acme</a>`);
    expect(body).toContain(`href="/clients?q=acme&amp;cursor=further"`);
    expect(body).toContain(`${counted(1, "client")}, and more`);
  });

  test("says what to try when nothing fits", async () => {
    await using running = await consoleUnderTest();
    const viewer = await running.signedIn("viewer");

    const { body } = await viewer.get("/clients?q=nobody");

    expect(body).toContain("No client fits “nobody”.");
    expect(body).toContain("Try a part of the name");
  });
});

describe("the page of a client", () => {
  test("shows each value with where it came from, what is missing, and leads to Zendesk", async () => {
    await using running = await consoleUnderTest({
      operations: operationsWith({ find: async () => aClientView("Acme") }),
    });
    const viewer = await running.signedIn("viewer");

    const { body } = await viewer.get("/clients/Acme");

    expect(body).toContain("a message that was erased since");
    expect(body).toMatch(/missing<\/span>\s*Acme: Client Center ID and Client Hub URN/);
    expect(body).toContain(`href="https://example.zendesk.com/agent/organizations/7001"`);
    expect(body).toContain(`<a href="/tickets/31">#31</a>`);
  });

  test("is there for an id of any characters", async () => {
    const asked: string[] = [];
    await using running = await consoleUnderTest({
      operations: operationsWith({
        find: async (id) => {
          asked.push(id);
          return aClientView(id);
        },
      }),
    });
    const viewer = await running.signedIn("viewer");

    const { statusCode } = await viewer.get(`/clients/${encodeURIComponent(odd)}`);

    expect([statusCode, asked]).toEqual([200, [odd]]);
  });

  test("shows of the history only what was asked for, looked for further back", async () => {
    const messages = Array.from({ length: 3 }, (): Happening => aHappeningOf("message", "told"));
    await using running = await consoleUnderTest({
      operations: operationsWith({
        find: async () => aClientView(),
        history: async (_of, { cursor }) =>
          cursor === "back" ? { rows: [aHappeningOf("call", "called")] } : { rows: messages, next: "back" },
      }),
    });
    const viewer = await running.signedIn("viewer");

    const { body } = await viewer.get("/clients/words?type=call");

    expect(body).toContain("<b>called</b>");
    expect(body).not.toContain("<b>told</b>");
  });

  test("lets operators look again, and viewers not", async () => {
    const operations = operationsWith({ find: async () => aClientView() });
    await using running = await consoleUnderTest({ operations });
    const [operator, viewer] = [await running.signedIn("operator"), await running.signedIn("viewer")];

    const done = await operator.press("/clients/words", "/clients/words/look-again", { reason: "mended" });
    const { body } = await viewer.get("/clients/words");

    expect(done.headers["location"]).toBe("/clients/words");
    expect(operations.told).toEqual([
      { what: "retry", on: "17", by: { operator: "operator person", reason: "mended" } },
    ]);
    expect(body).toMatch(/disabled title="Your role is viewer: it may look, not do this."\s*>\s*Look again/);
  });
});

describe("forgetting a client", () => {
  async function forgetting(typed: string) {
    const forgotten: unknown[] = [];
    await using running = await consoleUnderTest({
      operations: operationsWith({
        find: async (id) => aClientView(id),
        forget: async (id, by) => {
          forgotten.push([id, by]);
          return { messages: 2, work: 1, conflicts: 0 };
        },
      }),
    });
    const admin = await running.signedIn("admin");
    const answer = await admin.press("/clients/C-1/forget", "/clients/C-1/forget", {
      typed_id: typed,
      reason: "asked by the client",
    });
    const { body } = await admin.get("/clients");
    return { answer, forgotten, body };
  }

  test("needs its id typed in", async () => {
    const { answer, forgotten } = await forgetting("C-2");

    expect(answer.statusCode).toBe(422);
    expect(forgotten).toEqual([]);
  });

  test("says what is gone", async () => {
    const { answer, forgotten, body } = await forgetting("C-1");

    expect(answer.headers["location"]).toBe("/clients");
    expect(forgotten).toEqual([["C-1", { operator: "admin person", reason: "asked by the client" }]]);
    expect(body).toContain("Client C-1 is forgotten: 2 rows of messages and 1 row of work.");
  });
});

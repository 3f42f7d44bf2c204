import { describe, expect, it } from "vitest";

import { fakeOperations } from "../support/fake-operations.ts";
import { aClient } from "../support/operations-world.ts";
import { refusal, refusalOf } from "./app-under-test.ts";
import { ask, startOperations } from "./asking.ts";

describe("a client", () => {
  it("is shown with the last of its history", async () => {
    await using under = await startOperations();

    const shown = await ask(under, "/api/clients/C-1");

    expect(shown.json()).toMatchObject({
      client: {
        id: "C-1",
        fields: [{ field: "domains", source: "accounting" }],
        job: { id: "7", clientId: "C-1", answer: { status: 422 } },
        conflicts: [{ id: "17", request: { method: "POST" } }],
      },
      history: [{ id: "act-3", by: "otto", request: null, answer: null }],
      nextCursor: null,
    });
  });

  it.each(["C-1042 (west)", "Ä/Ö?#%", "x".repeat(100), "日".repeat(100)])(
    "is found by its id, whatever stands in it: %s",
    async (id) => {
      await using under = await startOperations(fakeOperations({ clients: [{ ...aClient, id }] }));

      const response = await ask(under, `/api/clients/${encodeURIComponent(id)}`);

      expect(response.json()).toMatchObject({ client: { id } });
    },
  );

  it("is only erased when its id is given twice", async () => {
    const operations = fakeOperations({ clients: [aClient] });
    await using under = await startOperations(operations);

    const wrong = await ask(under, "/api/clients/C-1/forget", {
      body: { reason: "asked to", confirm: "C-2" },
    });
    const right = await ask(under, "/api/clients/C-1/forget", {
      body: { reason: "asked to", confirm: "C-1" },
    });

    expect(refusalOf(wrong)).toEqual(refusal(422, "invalid-request"));
    expect(right.json()).toEqual({ forgotten: { clients: 1, history: 7 } });
    expect(operations.done).toEqual([{ what: "forget", to: "C-1", operator: "ada", reason: "asked to" }]);
  });

  it("is not searched for by what PostgreSQL cannot compare", async () => {
    await using under = await startOperations();

    const response = await ask(under, "/api/clients?search=a%00b");

    expect(refusalOf(response)).toEqual(refusal(422, "invalid-request"));
    expect(response.json()).toMatchObject({ errors: [{ path: "search" }] });
  });
});

import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";

describe("the tags of an organization", () => {
  it.each([
    ["GET", undefined, 200, ["legacy", "west"]],
    ["PUT", ["west", "New"], 200, ["legacy", "west", "new"]],
    ["POST", ["new"], 201, ["new"]],
    ["DELETE", ["legacy", "unknown"], 200, ["west"]],
  ])("after %s of %j are answered with %i", async (method, sent, status, tags) => {
    await using zendesk = await calling();
    const id = await zendesk.create({ name: "Acme", tags: ["legacy", "west"] });

    const answer = await zendesk.call(
      method,
      `/api/v2/organizations/${id}/tags.json`,
      sent && { tags: sent },
    );

    expect([answer.status, answer.body]).toEqual([status, { tags }]);
    expect(await zendesk.show(id)).toMatchObject({ tags });
  });

  it("of an organization that does not exist are not found", async () => {
    await using zendesk = await calling();

    const answer = await zendesk.call("PUT", "/api/v2/organizations/7/tags", { tags: ["new"] });

    expect([answer.status, answer.body]).toEqual([
      404,
      { error: "RecordNotFound", description: "Not found" },
    ]);
  });

  it("may be changed more than five times a minute", async () => {
    await using zendesk = await calling();
    const id = await zendesk.create({ name: "Acme" });

    for (const tag of ["a", "b", "c", "d", "e", "f"]) {
      const { status } = await zendesk.call("PUT", `/api/v2/organizations/${id}/tags`, { tags: [tag] });
      expect(status).toBe(200);
    }
  });
});

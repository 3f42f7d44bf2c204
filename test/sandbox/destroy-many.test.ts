import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";
import { atOnce, finished } from "./jobs.ts";

const acme = 31204500002322;
const organizations = [
  { name: "Acme", external_id: "C-1" },
  { name: "Bright", external_id: "C-2" },
];
const many = "/api/v2/organizations";

describe("destroy_many", () => {
  it.each([`ids=${acme},7`, "external_ids=C-1,C-9"])("deletes the organizations in ?%s", async (query) => {
    await using zendesk = await calling({ organizations, jobs: atOnce });

    const answer = await zendesk.call("DELETE", `${many}/destroy_many?${query}`);
    const { results } = await finished(zendesk, answer);

    expect(results).toMatchObject([
      { action: "delete", id: acme, status: "Deleted", success: true },
      { action: "delete", error: "RecordNotFound", success: false },
    ]);
    expect(zendesk.sandbox.account.organizations.list()).toMatchObject([{ name: "Bright" }]);
  });

  it("wants ids, a hundred at most, and ids are numbers", async () => {
    await using zendesk = await calling();
    const hundredAndOne = Array.from({ length: 101 }, (_, index) => index).join(",");

    const none = await zendesk.call("DELETE", `${many}/destroy_many`);
    const tooMany = await zendesk.call("DELETE", `${many}/destroy_many?ids=${hundredAndOne}`);
    const words = await zendesk.call("DELETE", `${many}/destroy_many?ids=acme`);

    expect([none.status, none.text]).toEqual([400, "Required parameter missing: ids"]);
    expect(tooMany.body).toMatchObject({ error: "TooManyValues", max_count: 100 });
    expect(words.status).toBe(400);
  });
});

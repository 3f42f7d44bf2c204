import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";
import { atOnce, finished, updateMany } from "./jobs.ts";

const acme = 31204500002322;
const bright = 31204500002450;
const organizations = [
  { name: "Acme", external_id: "C-1" },
  { name: "Bright", external_id: "C-2" },
];
const many = "/api/v2/organizations";

describe("update_many", () => {
  it.each([
    ["ids", `ids=${acme},${bright},7`],
    ["external_ids", "external_ids=c-1,C-2,C-9"],
  ])("gives one change to all organizations in ?%s=, and tells which are not there", async (by, query) => {
    await using zendesk = await calling({ organizations, jobs: atOnce });

    const answer = await zendesk.call("PUT", `${many}/update_many?${query}`, {
      organization: { notes: "Priority" },
    });
    const { results } = await finished(zendesk, answer);

    const updated = { action: "update", status: "Updated", success: true };
    const missing = { action: "update", error: "RecordNotFound", success: false, details: "Not found" };
    expect(results).toEqual([
      { ...updated, id: acme },
      { ...updated, id: bright },
      by === "ids" ? { ...missing, id: 7 } : missing,
    ]);
    expect(await zendesk.show(acme)).toMatchObject({ name: "Acme", notes: "Priority" });
    expect(await zendesk.show(bright)).toMatchObject({ name: "Bright", notes: "Priority" });
  });

  it("gives each organization its own change, found by id or else by external id", async () => {
    await using zendesk = await calling({ organizations, jobs: atOnce });

    const rows = [
      { id: acme, external_id: "C-10", organization_fields: { client_segment: "segment_vip" } },
      { external_id: "C-2", name: "Bright Living" },
      { name: "Nobody's" },
      { id: bright, name: "Acme" },
    ];
    const { results } = await finished(zendesk, await updateMany(zendesk, rows));

    expect(results).toEqual([
      { action: "update", id: acme, status: "Updated", success: true },
      { action: "update", id: bright, status: "Updated", success: true },
      { action: "update", error: "RecordNotFound", success: false, details: "Not found" },
      {
        action: "update",
        id: bright,
        error: "RecordInvalid",
        success: false,
        details: "Name: Acme has already been taken",
      },
    ]);
    expect(await zendesk.show(acme)).toMatchObject({ external_id: "C-10", tags: ["segment_vip"] });
    expect(await zendesk.show(bright)).toMatchObject({ name: "Bright Living" });
  });

  it("counts against the five updates a minute of each organization, row by row", async () => {
    await using zendesk = await calling({ organizations, jobs: atOnce });
    for (const notes of ["1", "2", "3"]) {
      await zendesk.call("PUT", `${many}/${acme}`, { organization: { notes } });
    }

    const rows = [4, 5, 6].map((notes) => ({ id: acme, notes: String(notes) }));
    const { results } = await finished(zendesk, await updateMany(zendesk, [...rows, { id: bright }]));

    expect(results).toMatchObject([
      { id: acme, status: "Updated" },
      { id: acme, status: "Updated" },
      {
        action: "update",
        id: acme,
        error: "TooManyRequests",
        success: false,
        details: "Too many requests to update",
      },
      { id: bright, status: "Updated" },
    ]);
    expect(await zendesk.show(acme)).toMatchObject({ notes: "5" });
    expect(zendesk.sandbox.usage.organizationUpdates.rowsRefused).toBe(1);
    expect(zendesk.sandbox.usage.refused.organization).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";
import { atOnce, createMany, finished, names, shownJob } from "./jobs.ts";

const acme = 31204500002322;
const bright = 31204500002450;
const organizations = [
  { name: "Acme", external_id: "C-1" },
  { name: "Bright", external_id: "C-2" },
];

describe("create_many", () => {
  it("creates organizations in a job, one row of the results for each in the order of the request", async () => {
    await using zendesk = await calling({ jobs: atOnce });

    const answer = await createMany(zendesk, [{ name: "Acme", external_id: "C-1" }, { name: "Bright" }]);
    const job = await finished(zendesk, answer);

    expect(shownJob(answer)).toEqual({
      id: job.id,
      url: `${zendesk.sandbox.url}/api/v2/job_statuses/${job.id}.json`,
      total: 2,
      progress: null,
      status: "queued",
      message: null,
      results: null,
    });
    expect(job.results).toEqual([
      { status: "Created", id: acme },
      { status: "Created", id: bright },
    ]);
    expect(await zendesk.show(acme)).toMatchObject({ name: "Acme", external_id: "C-1" });
    expect(await zendesk.show(bright)).toMatchObject({ name: "Bright", external_id: null });
  });

  it("lets each row fail alone, without an id", async () => {
    await using zendesk = await calling({ organizations, jobs: atOnce });

    const rows = [{ name: "acme", external_id: "c-2" }, { name: "Crane" }, { name: "Crane" }, { notes: "x" }];
    const { results, status } = await finished(zendesk, await createMany(zendesk, rows));

    expect(status).toBe("completed");
    const failed = { action: "create", error: "RecordInvalid", success: false };
    expect(results).toEqual([
      {
        ...failed,
        details: "Name: acme has already been taken, External has already been taken",
      },
      { status: "Created", id: 31204500002706 },
      { ...failed, details: "Name: Crane has already been taken" },
      { ...failed, details: "Name: cannot be blank" },
    ]);
    expect(zendesk.sandbox.account.organizations.size).toBe(3);
  });

  it("takes a hundred organizations and no more", async () => {
    await using zendesk = await calling({ jobs: atOnce });

    const most = await createMany(zendesk, names(100));
    const tooMany = await createMany(zendesk, names(101));

    expect(shownJob(most).total).toBe(100);
    expect([tooMany.status, tooMany.body]).toEqual([
      400,
      {
        error: "TooManyValues",
        description: "Parameter  cannot specify more than 100 values",
        max_count: 100,
      },
    ]);
    expect(zendesk.sandbox.jobs).toHaveLength(1);
  });

  it("refuses a body without organizations, or with a value of the wrong type, and queues nothing", async () => {
    await using zendesk = await calling();

    const none = await zendesk.call("POST", "/api/v2/organizations/create_many", {
      organization: { name: "Acme" },
    });
    const wrong = await createMany(zendesk, [{ name: "Acme" }, { name: 7 }]);

    expect([none.status, none.text]).toEqual([400, "Required parameter missing: organizations"]);
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain("organizations.name must be a string");
    expect(zendesk.sandbox.jobs).toEqual([]);
  });

  it("ignores keys that it does not know, and names each once", async () => {
    await using zendesk = await calling();

    const { headers } = await createMany(zendesk, [
      { name: "Acme", nme: "x" },
      { name: "Bright", nme: "y" },
    ]);

    expect(headers.get("x-zendesk-api-warn")).toBe(
      '{:allowed_parameters=>{:controller=>"organizations", :action=>"create_many", :unpermitted_keys=>["organizations.nme"], :invalid_values=>[]}}',
    );
  });
});

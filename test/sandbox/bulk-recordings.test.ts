import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";
import type { Answer, Calling } from "./calling.ts";
import { atOnce, createMany, finished, names } from "./jobs.ts";
import { expectLike, fixtures, recorded } from "./recorded.ts";
import type { Interaction } from "./recorded.ts";

type JobBody = { readonly job_status: Readonly<Record<string, unknown>> };
const jobOf = (body: unknown): JobBody["job_status"] => (body as JobBody).job_status;

/** What a job says, in its words and their order; all but ids and times. */
function wordsOf(body: unknown): string {
  return JSON.stringify(jobOf(body))
    .replaceAll(/V3-[0-9a-f]{32}/g, "V3-…")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "…")
    .replaceAll(/\d{10,}/g, "…");
}

const said = (answers: readonly Answer[]): readonly string[] => answers.map(({ body }) => wordsOf(body));
const recordedWords = (...recordings: readonly (Interaction | undefined)[]): readonly string[] =>
  recordings.map((recording) => wordsOf(recording!.response.body));

const urlOrigin = "https://z3n-jteitelbaum.zendesk.com";
const show = (zendesk: Calling, answer: Answer): Promise<Answer> =>
  zendesk.call("GET", `/api/v2/job_statuses/${String(jobOf(answer.body)["id"])}.json`);

describe.skipIf(!existsSync(fixtures))("held to the recordings, bulk work in the sandbox", () => {
  it("creates, shows and updates many organizations as Zendesk did", async () => {
    await using zendesk = await calling({ seedFields: false, jobs: { ...atOnce, urlOrigin } });
    const [creation, , created, shown, update, , updated] = recorded(
      "org_create_many_then_update_many_job_status_lifecycle",
    );

    const create = await createMany(zendesk, names(1));
    await finished(zendesk, create);
    const createEnd = await show(zendesk, create);
    const [{ id } = { id: 0 }] = zendesk.sandbox.account.organizations.list();
    const many = await zendesk.call("GET", `/api/v2/organizations/show_many.json?ids=${id}`);
    const change = await zendesk.call("PUT", "/api/v2/organizations/update_many.json", {
      organizations: [{ id, name: "Acme" }],
    });
    await finished(zendesk, change);

    const changeEnd = await show(zendesk, change);

    for (const [answer, recording] of [
      [create, creation],
      [createEnd, created],
      [many, shown],
      [change, update],
      [changeEnd, updated],
    ] as const) {
      expectLike(answer, recording!);
    }
    expect(said([create, createEnd, change, changeEnd])).toEqual(
      recordedWords(creation, created, update, updated),
    );
  });

  it("works at the first row as Zendesk did", async () => {
    await using zendesk = await calling({ jobs: { startDelayMs: 0, rowsPerSecond: 0.1, urlOrigin } });
    const [, working] = recorded("org_create_many_then_update_many_job_status_lifecycle");

    const create = await createMany(zendesk, names(1));
    let answer = await show(zendesk, create);
    while (jobOf(answer.body)["status"] === "queued") answer = await show(zendesk, create);

    expectLike(answer, working!);
    expect(said([answer])).toEqual(recordedWords(working));
  });

  it("deletes many organizations as Zendesk did, and warns of the body", async () => {
    await using zendesk = await calling({ organizations: names(1), jobs: { urlOrigin } });
    const deletion = recorded("org_destroy_many_job_status").at(-1);

    const answer = await zendesk.call(
      "DELETE",
      "/api/v2/organizations/destroy_many.json?ids=31204500002322",
      { organizations: [{ id: 31204500002322 }] },
    );

    expectLike(answer, deletion!);
    expect(said([answer])).toEqual(recordedWords(deletion));
  });

  it("refuses more than a hundred organizations as Zendesk did", async () => {
    await using zendesk = await calling();
    const [refusal] = recorded("create_many_400_too_many_values");

    const { organizations } = refusal!.request.body as { readonly organizations: readonly object[] };
    const answer = await createMany(zendesk, organizations);

    expectLike(answer, refusal!);
    expect(answer.body).toEqual(refusal!.response.body);
  });

  it("exports organizations in the envelope in which Zendesk exported tickets", async () => {
    const [byTime] = recorded("incremental_tickets");
    const clock = clockAt("2024-02-07T02:09:01Z");
    await using zendesk = await calling({ now: clock.now });
    await zendesk.create({ name: "Acme" });
    clock.set("2024-02-08T17:26:48Z");

    const { body } = await zendesk.call("GET", "/api/v2/incremental/organizations.json?start_time=0");

    const theirs = byTime!.response.body as Readonly<Record<string, unknown>>;
    const ours = body as Readonly<Record<string, unknown>>;
    const named = Object.keys(theirs).map((key) => (key === "tickets" ? "organizations" : key));
    expect(Object.keys(ours)).toEqual(named);
    expect([ours["end_time"], ours["end_of_stream"]]).toEqual([theirs["end_time"], theirs["end_of_stream"]]);
    expect(String(ours["next_page"]).replace(zendesk.sandbox.url, "")).toBe(
      "/api/v2/incremental/organizations.json?start_time=1707271741",
    );
    expect(theirs["next_page"]).toContain("/api/v2/incremental/tickets.json?start_time=1707271741");
  });
});

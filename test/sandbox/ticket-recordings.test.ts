import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";
import { atOnce, finished, shownJob } from "./jobs.ts";
import { expectLike, fixtures, listed, recorded } from "./recorded.ts";
import { shapeOf } from "./shape.ts";

type Tickets = { readonly tickets: readonly object[] };
type Groups = { readonly groups: readonly object[] };

const keysIn = (body: unknown): readonly string[] => Object.keys((body as Tickets).tickets[0]!);

/** A ticket like the recorded ones, which were made by the API for an organization. */
const organizations = [{ name: "Acme" }];
const ticket = { subject: "test", description: "test", organization_id: 31204500002322 };

describe.skipIf(!existsSync(fixtures))("held to the recordings, tickets in the sandbox", () => {
  it("are shown, and updated by a job, as Zendesk did", async () => {
    await using zendesk = await calling({ organizations, tickets: [ticket], jobs: atOnce });
    const [, , shown, update, updated] = recorded("ticket_update_many_job_status_lifecycle");

    const many = await zendesk.call("GET", "/api/v2/tickets/show_many.json?ids=1");
    const change = await zendesk.call("PUT", "/api/v2/tickets/update_many.json", {
      tickets: [{ id: 1, description: "again", subject: "again" }],
    });
    await finished(zendesk, change);
    const end = await zendesk.call("GET", `/api/v2/job_statuses/${shownJob(change).id}.json`);

    expectLike(many, shown!);
    expect(keysIn(many.body)).toEqual(keysIn(shown!.response.body));
    expectLike(change, update!);
    expectLike(end, updated!);
    expect(JSON.stringify(shownJob(end).results).replace('"id":1', '"id":4012')).toBe(
      JSON.stringify(
        (updated!.response.body as { job_status: { results: readonly object[] } }).job_status.results,
      ),
    );
  });

  it("are not found as Zendesk did not, with a warning of the id in the body", async () => {
    await using zendesk = await calling();
    const [update] = recorded("ticket_update_404");

    const answer = await zendesk.call("PUT", "/api/v2/tickets/9223372036854775807.json", {
      ticket: { id: 7, description: "test", subject: "test" },
    });

    expectLike(answer, update!);
    expect(answer.body).toEqual(update!.response.body);
  });

  it("are exported by cursor as Zendesk did", async () => {
    const clock = clockAt("2024-02-07T02:09:01Z");
    await using zendesk = await calling({ now: clock.now, organizations });
    zendesk.sandbox.createTicket(ticket);
    clock.set("2024-02-08T17:26:48Z");
    const [, byCursor] = recorded("incremental_tickets");

    const { body } = await zendesk.call("GET", "/api/v2/incremental/tickets/cursor.json?start_time=0");

    const theirs = byCursor!.response.body as Tickets & { readonly after_cursor: string };
    const ours = body as typeof theirs;
    const first = { ...theirs, tickets: theirs.tickets.slice(0, 1) };
    expect(shapeOf(ours)).toEqual(shapeOf(first));
    expect(Object.keys(ours)).toEqual(Object.keys(theirs));
    expect(keysIn(ours)).toEqual(keysIn(theirs));
    expect(atob(ours.after_cursor)).toBe(atob(theirs.after_cursor).replace("4045", "1"));
  });

  it("have groups that are listed as Zendesk did", async () => {
    const recording = listed("groups_list");
    await using zendesk = await calling({ groups: [{ name: "Support" }, { name: "SEO" }] });

    const { body } = await zendesk.call("GET", "/api/v2/groups");

    expect(shapeOf(body)).toEqual(shapeOf(recording));
    expect(Object.keys(body as object)).toEqual(Object.keys(recording as object));
    expect(Object.keys((body as Groups).groups[0]!)).toEqual(Object.keys((recording as Groups).groups[0]!));
  });
});

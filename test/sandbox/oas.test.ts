import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";
import type { Answer, Calling } from "./calling.ts";
import { atOnce, finished } from "./jobs.ts";
import { loadOas, oasFile, problemsOf } from "./zendesk-oas.ts";

const id = 31204500002322;
type Served = {
  readonly method: string;
  readonly path: string;
  /** The path as the specification has it, where that is another. */
  readonly template?: string;
  readonly status: number;
  readonly body?: object;
};

const all = "/api/v2/organizations";
const one = { path: `${all}/${id}`, template: `${all}/{organization_id}` };
const tags = { path: `${one.path}/tags`, template: `${one.template}/tags` };
const fields = "/api/v2/organization_fields";
const field = { path: `${fields}/client_segment`, template: `${fields}/{organization_field_id}` };
const upsert = `${all}/create_or_update`;
const tickets = "/api/v2/tickets";
const ticket = { path: `${tickets}/1`, template: `${tickets}/{ticket_id}` };
const ticketTags = { path: `${ticket.path}/tags`, template: `${ticket.template}/tags` };
const slas = "/api/v2/slas/policies";
const policyId = 31204500002450;
const policy = { path: `${slas}/${policyId}`, template: `${slas}/{sla_policy_id}` };
const groupSlas = "/api/v2/group_slas/policies";
const exported = "/api/v2/incremental/tickets/cursor";

/** Every endpoint that the sandbox serves. */
const served: readonly Served[] = [
  { method: "GET", path: all, status: 200 },
  { method: "GET", path: `${all}?page[size]=1`, template: all, status: 200 },
  { method: "POST", path: all, status: 201, body: { organization: { name: "New" } } },
  { method: "GET", ...one, status: 200 },
  {
    method: "PUT",
    ...one,
    status: 200,
    body: { organization: { details: "x", domain_names: ["x.example"] } },
  },
  { method: "DELETE", ...one, status: 204 },
  { method: "POST", path: upsert, status: 201, body: { organization: { name: "New", external_id: "C-2" } } },
  { method: "POST", path: upsert, status: 200, body: { organization: { name: "Acme", external_id: "C-1" } } },
  { method: "GET", path: `${all}/search?external_id=C-1`, template: `${all}/search`, status: 200 },
  { method: "GET", path: `${all}/show_many?ids=${id}`, template: `${all}/show_many`, status: 200 },
  { method: "GET", path: `${all}/autocomplete?name=ac`, template: `${all}/autocomplete`, status: 200 },
  { method: "GET", ...tags, status: 200 },
  { method: "POST", ...tags, status: 201, body: { tags: ["new"] } },
  { method: "PUT", ...tags, status: 200, body: { tags: ["new"] } },
  { method: "DELETE", ...tags, status: 200, body: { tags: ["new"] } },
  { method: "GET", path: fields, status: 200 },
  { method: "POST", path: fields, status: 201, body: { organization_field: { key: "new", title: "New" } } },
  { method: "GET", ...field, status: 200 },
  { method: "PUT", ...field, status: 200, body: { organization_field: { title: "Segment" } } },
  { method: "DELETE", ...field, status: 204 },
  { method: "GET", path: "/api/v2/users/me", status: 200 },
  {
    method: "POST",
    path: `${all}/create_many`,
    status: 200,
    body: { organizations: [{ name: "New" }] },
  },
  {
    method: "PUT",
    path: `${all}/update_many?ids=${id}`,
    template: `${all}/update_many`,
    status: 200,
    body: { organization: { notes: "x" } },
  },
  {
    method: "DELETE",
    path: `${all}/destroy_many?ids=${id}`,
    template: `${all}/destroy_many`,
    status: 200,
  },
  { method: "GET", path: "/api/v2/job_statuses", status: 200 },
  {
    method: "GET",
    path: "/api/v2/incremental/organizations?start_time=0",
    template: "/api/v2/incremental/organizations",
    status: 200,
  },
  { method: "GET", path: tickets, status: 200 },
  { method: "POST", path: tickets, status: 201, body: { ticket: { comment: { body: "Hello" } } } },
  { method: "GET", ...ticket, status: 200 },
  {
    method: "PUT",
    ...ticket,
    status: 200,
    body: { ticket: { priority: "urgent", group_id: 31204400000018 } },
  },
  { method: "GET", path: `${tickets}/show_many?ids=1`, template: `${tickets}/show_many`, status: 200 },
  {
    method: "PUT",
    path: `${tickets}/update_many?ids=1`,
    template: `${tickets}/update_many`,
    status: 200,
    body: { ticket: { additional_tags: ["new"] } },
  },
  { method: "GET", path: `${one.path}/tickets`, template: `${one.template}/tickets`, status: 200 },
  { method: "GET", ...ticketTags, status: 200 },
  { method: "POST", ...ticketTags, status: 201, body: { tags: ["new"] } },
  { method: "PUT", ...ticketTags, status: 200, body: { tags: ["new"] } },
  { method: "DELETE", ...ticketTags, status: 200, body: { tags: ["new"] } },
  { method: "GET", path: `${exported}?start_time=0`, template: exported, status: 200 },
  { method: "GET", path: "/api/v2/groups", status: 200 },
  { method: "GET", path: slas, status: 200 },
  { method: "POST", path: slas, status: 201, body: { sla_policy: { title: "New", filter: { all: [] } } } },
  { method: "GET", path: `${slas}/definitions`, status: 200 },
  { method: "PUT", path: `${slas}/reorder`, status: 200, body: { sla_policy_ids: [policyId] } },
  { method: "GET", ...policy, status: 200 },
  { method: "PUT", ...policy, status: 200, body: { sla_policy: { title: "Other" } } },
  { method: "DELETE", ...policy, status: 204 },
  { method: "GET", path: groupSlas, status: 200 },
  { method: "GET", path: `${groupSlas}/definitions`, status: 200 },
];

const slaPolicy = {
  title: "VIP",
  filter: {
    all: [{ field: "via_id", operator: "is", value: 4 }],
    any: [{ field: "current_tags", operator: "includes", value: "los_vip" }],
  },
  policy_metrics: [{ priority: "urgent", metric: "first_reply_time", target: 15, business_hours: true }],
};

describe.skipIf(!existsSync(oasFile))("held to Zendesk's OpenAPI specification, the sandbox", () => {
  const oas = existsSync(oasFile) ? loadOas() : undefined;
  const organizations = [
    { name: "Acme", external_id: "C-1", organization_fields: { client_segment: "segment_vip" } },
  ];

  it.each(served)("answers $method $path with a proper $status", async (endpoint) => {
    const { method, path, template = path, status, body } = endpoint;
    await using zendesk = await calling({
      organizations,
      tickets: [{ organization_id: id, tags: ["web"] }],
      policies: [slaPolicy],
    });

    const answer = await zendesk.call(method, path, body);

    expect(answer.status).toBe(status);
    expect(problemsOf(oas!, answer, method, template)).toEqual([]);
  });

  it("says in the same words that an organization was updated too often", async () => {
    await using zendesk = await calling({ organizations });
    const put = (notes: string): Promise<Answer> => update(zendesk, notes);

    for (const notes of ["1", "2", "3", "4", "5"]) await put(notes);
    const answer = await put("6");

    expect(answer.status).toBe(429);
    expect(problemsOf(oas!, answer, "PUT", one.template)).toEqual([]);
    expect(oas!.paths[one.template]?.["put"]).toHaveProperty(
      ["responses", "429", "content", "application/json", "examples", "default", "value"],
      answer.body,
    );
  });

  it.each(["create", "update", "delete"] as const)("shows a %s job properly to its end", async (kind) => {
    await using zendesk = await calling({ organizations, jobs: atOnce });
    const again = [{ id, notes: "x" }, { id, name: "" }, { id: 7 }];
    const { method, path, body } = {
      create: { method: "POST", path: "create_many", body: { organizations: [{ name: "New" }] } },
      update: { method: "PUT", path: "update_many", body: { organizations: again } },
      delete: { method: "DELETE", path: `destroy_many?ids=${id},7`, body: undefined },
    }[kind];

    const answer = await zendesk.call(method, `${all}/${path}`, body);
    const { id: jobId } = await finished(zendesk, answer);
    const shown = await zendesk.call("GET", `/api/v2/job_statuses/${jobId}`);
    const many = await zendesk.call("GET", `/api/v2/job_statuses/show_many?ids=${jobId}`);

    const status = "/api/v2/job_statuses";
    expect(shown.text).toContain('"completed"');
    expect(problemsOf(oas!, shown, "GET", `${status}/{job_status_id}`)).toEqual([]);
    expect(problemsOf(oas!, many, "GET", `${status}/show_many`)).toEqual([]);
  });

  it("answers properly of a group SLA policy from its creation to its end", async () => {
    await using zendesk = await calling({ organizations });
    const template = `${groupSlas}/{group_sla_policy_id}`;
    const groupId = zendesk.sandbox.account.groups.list()[0]!.id;

    const created = await zendesk.call("POST", groupSlas, {
      group_sla_policy: {
        title: "Tier 1",
        description: "Solve it",
        filter: { all: [{ field: "group_id", operator: "includes", value: [groupId] }] },
        policy_metrics: [{ priority: "low", metric: "group_ownership_time", target: 60 }],
      },
    });
    const { id: ulid } = (created.body as { group_sla_policy: { id: string } }).group_sla_policy;
    const path = `${groupSlas}/${ulid}`;
    const changed = await zendesk.call("PUT", path, { group_sla_policy: { title: "Tier 2" } });
    const shown = await zendesk.call("GET", path);
    const order = await zendesk.call("PUT", `${groupSlas}/reorder?group_sla_policy_ids=${ulid}`);
    const deleted = await zendesk.call("DELETE", path);

    expect([
      problemsOf(oas!, created, "POST", groupSlas),
      problemsOf(oas!, changed, "PUT", template),
      problemsOf(oas!, shown, "GET", template),
      problemsOf(oas!, order, "PUT", `${groupSlas}/reorder`),
      problemsOf(oas!, deleted, "DELETE", template),
    ]).toEqual([[], [], [], [], []]);
  });

  it("would be caught if it answered otherwise", async () => {
    await using zendesk = await calling({ organizations });
    const answer = await zendesk.call("GET", one.path);
    const wrong = { ...answer, body: { organization: { name: 7 } } };

    expect(problemsOf(oas!, wrong, "GET", one.template)).toEqual(["/organization/name must be string"]);
  });
});

function update(zendesk: Calling, notes: string): Promise<Answer> {
  return zendesk.call("PUT", one.path, { organization: { notes } });
}

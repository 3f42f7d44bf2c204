import { describe, expect, it } from "vitest";

import { emptyAccount, type SetupDesk } from "./setup-desk.ts";

async function accountOfAcme(): Promise<SetupDesk> {
  return await emptyAccount({
    seedFields: true,
    organizations: [
      { name: "Acme", external_id: "C-1", organization_fields: { client_service_level: "los_vip" } },
    ],
  });
}

describe("los policies explain", () => {
  it("says which targets a ticket has and when they are due, and why", async () => {
    const { run, sandbox } = await accountOfAcme();
    const [acme] = sandbox.account.organizations.list();
    const ticket = sandbox.createTicket({
      subject: "Site is down",
      organization_id: acme!.id,
      priority: "urgent",
    });

    const { code, out } = await run(["policies", "explain", "--ticket", String(ticket.id)]);

    expect(code).toBe(0);
    const lines = out.split("\n");
    expect(lines[0]).toBe(`Ticket ${ticket.id} of "Acme": Site is down (new)`);
    expect(lines).toContain(
      "Service level  VIP, which the organization's client_service_level says (los_vip)",
    );
    expect(lines).toContain("Priority       urgent, as the ticket has it");
    expect(out).toMatch(/First reply +within 15 minutes: due \w+ [-\d]+ [:\d]+ UTC, 15 minutes left/);
    expect(out).toMatch(/Next reply +within 30 minutes: starts with/);
  });

  it("goes through the urgency rules for a ticket of nobody without a priority", async () => {
    const { run, sandbox } = await accountOfAcme();
    const ticket = sandbox.createTicket({ subject: "A question" });

    const { out } = await run(["policies", "explain", "--ticket", String(ticket.id)]);

    expect(out).toContain("SMB, the default: no organization says another");
    expect(out).toMatch(
      /Priority +normal, the default: no urgency rule matches\n {2}rule 1 \(urgent\) does not match: service level none of "VIP", "Key Account" and words none of /,
    );
  });

  it("says what a client is promised", async () => {
    const { run } = await accountOfAcme();

    const { code, out } = await run(["policies", "explain", "--client", "C-1"]);

    expect(code).toBe(0);
    expect(out).toContain('C-1 "Acme"\nService level  VIP, which');
    expect(out).toMatch(/First reply +15 minutes +30 minutes +1 business hour/);
  });

  it("answers programs in JSON", async () => {
    const { run, sandbox } = await accountOfAcme();
    const [acme] = sandbox.account.organizations.list();
    const { id } = sandbox.createTicket({ subject: "Help", organization_id: acme!.id, priority: "low" });

    const ofTicket = await run(["policies", "explain", "--ticket", String(id), "--output", "json"]);
    const ofClient = await run(["policies", "explain", "--client", "C-1", "--output", "json"]);

    const choice = { level: { name: "VIP", slug: "vip" }, because: "option" };
    expect(JSON.parse(ofTicket.out)).toMatchObject({
      ticket: id,
      choice,
      priority: { kind: "chosen", priority: "low", rules: [] },
      department: { kind: "untaken", department: null, groupId: null, tried: [] },
      policy: { exception: null, tried: [] },
      targets: [
        {
          metric: "first_reply_time",
          minutes: 240,
          schedule: "Office",
          dueAt: expect.stringMatching(/Z$/),
          leftMs: expect.any(Number),
        },
        { metric: "next_reply_time", minutes: 480, counts: expect.any(String) },
        { metric: "pausable_update_time" },
        { metric: "total_resolution_time" },
      ],
    });
    const { promises, ...of } = JSON.parse(ofClient.out) as { readonly promises: readonly object[] };
    expect(of).toEqual({ client: "C-1", choice });
    expect(promises).toEqual([{ exception: null, targets: expect.any(Array) }]);
  });

  it.each([
    [["--ticket", "404"], "Zendesk has no ticket 404"],
    [["--client", "C-404"], 'no organization in Zendesk has the external id "C-404"'],
    [["--ticket", "x"], '--ticket is the number of a ticket, not "x"'],
    [[], "explain takes --ticket ID or --client ID"],
  ])("says what is wrong with %j", async (args, words) => {
    const { run } = await accountOfAcme();

    const { code, err } = await run(["policies", "explain", ...args]);

    expect(code).toBe(1);
    expect(err).toContain(words);
  });
});

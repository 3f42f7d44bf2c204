import { describe, expect, it } from "vitest";

import { los } from "../support/command.ts";
import { header, openDesk, soundRows } from "./client-lists.ts";

describe("los clients show", () => {
  it("shows what we know and from where, the organization, the work and the history", async () => {
    await using desk = await openDesk();
    await los(["clients", "import", await desk.write([header, ...soundRows(1)])], desk.env);
    const [organization] = desk.sandbox.account.organizations.list();

    const { code, out } = await los(["clients", "show", "C-1"], desk.env);

    expect(code).toBe(0);
    expect(out).toMatch(/^C-1\n/);
    expect(out).toMatch(/ {2}name +Client 1 +2026-11-20T15:00:00Z {2}import client-list [0-9a-f]{64}\n/);
    expect(out).toContain(`Organization   ${organization?.id}, agreed to what was desired at `);
    expect(out).toContain(`/agent/organizations/${organization?.id}\n`);
    expect(out).toContain("Work           ok\n");
    expect(out).toContain(
      "Onboarding     waits for DA reply (seoAnalyst, daAnalyst), Ids (clientCenterId, clientHubUrn)\n",
    );
    expect(out).toContain("Tickets        none open\n");
    expect(out).toMatch(
      / {2}change {3}organization\.created +los-sync +name → Client 1; client_segment → segment_smb; /,
    );
    expect(out).toMatch(/ {2}call {5}POST \/api\/v2\/organizations\.json los-sync +201\n/);
    expect(out).toMatch(
      / {2}message {2}client-list +import +name → Client 1; domains → c-1\.example; segment → SMB; /,
    );
  });

  it("shows an open conflict with what Zendesk said", async () => {
    await using desk = await openDesk({ organizations: [{ name: "Client 1", external_id: "OTHER" }] });
    await los(["clients", "import", await desk.write([header, ...soundRows(1)])], desk.env);

    const { out } = await los(["clients", "show", "C-1"], desk.env);
    const json = await los(["clients", "show", "C-1", "--output", "json"], desk.env);

    expect(out).toContain("Organization   none yet");
    expect(out).toMatch(/Work {11}conflict, dirty since .+, name-taken, 1 failed attempt/);
    expect(out).toContain("POST /api/v2/organizations.json → 422");
    expect(out).toMatch(/Open conflict {2}\d+: name-taken since .+ it belongs to client OTHER/);
    expect(JSON.parse(json.out)).toMatchObject({
      id: "C-1",
      fields: expect.arrayContaining([expect.objectContaining({ field: "segment", value: "SMB" })]),
      organization: null,
      job: { state: "conflict", cause: "name-taken", attempts: 1 },
      conflicts: [{ cause: "name-taken" }],
      history: [{ type: "call", exchange: { status: 422 } }, { type: "message" }],
    });
  });

  it("hands the history to a spreadsheet, as much as is asked for", async () => {
    await using desk = await openDesk();
    await los(["clients", "import", await desk.write([header, ...soundRows(1)]), "--no-wait"], desk.env);
    await los(
      [
        "clients",
        "import",
        await desk.write([header, ...soundRows(1)], { asOf: "2026-11-19T15:00:00Z" }),
        "--no-wait",
      ],
      desk.env,
    );

    const { out } = await los(["clients", "show", "C-1", "--limit", "1", "--output", "csv"], desk.env);

    const [head, ...rows] = out.split("\n");
    expect(head).toBe("at,type,what,by,reason,answer,field,from,to");
    expect(rows[0]).toMatch(/^\d.+Z,message,client-list,import,something newer was known,,name,,Client 1$/);
    expect(rows).toHaveLength(5);
  });

  it("says so when nobody told us of the client", async () => {
    await using desk = await openDesk();

    expect(await los(["clients", "show", "C-1"], desk.env)).toEqual({
      code: 1,
      out: "",
      err: 'nobody has told us of a client "C-1"; ids are written as accounting does',
    });
  });
});

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
    expect(out).toContain("Work           ok\n");
    expect(out).toMatch(/History, newest first\n.+Z {2}organization\.created/);
  });

  it("shows an open conflict with what Zendesk said", async () => {
    await using desk = await openDesk({ organizations: [{ name: "Client 1", external_id: "OTHER" }] });
    await los(["clients", "import", await desk.write([header, ...soundRows(1)])], desk.env);

    const { out } = await los(["clients", "show", "C-1"], desk.env);
    const json = await los(["clients", "show", "C-1", "--output", "json"], desk.env);

    expect(out).toContain("Organization   none yet");
    expect(out).toMatch(/Work {11}conflict, dirty since .+, name-taken, 1 failed attempt/);
    expect(out).toContain("POST /api/v2/organizations.json → 422");
    expect(out).toMatch(/Open conflict {2}name-taken since .+ it belongs to client OTHER/);
    expect(JSON.parse(json.out)).toMatchObject({
      record: { clientId: "C-1", fields: { segment: { value: "SMB" } } },
      link: null,
      work: { state: "conflict", cause: "name-taken", attempts: 1 },
      conflicts: [{ cause: "name-taken" }],
      history: [],
    });
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

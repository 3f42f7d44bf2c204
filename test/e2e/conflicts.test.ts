import { describe, expect, it } from "vitest";

import { envelope, onboarding, post } from "../support/accounting.ts";
import { eventually, startRunning } from "../support/running.ts";
import { openDatabase } from "../../src/store/database.ts";

describe("an organization of the client's name that exists already", () => {
  it("is adopted when it is nobody's and shares a domain; what people wrote into it stays", async () => {
    await using running = await startRunning({
      sandbox: {
        organizations: [
          { name: "Acme C-1", domain_names: ["c-1.example", "acme.test"], notes: "Call Pat first" },
        ],
      },
    });

    await post(running.url, onboarding("C-1")[0]);

    const organization = await eventually("the adopted organization", () =>
      running.sandbox.account.organizations.list().find(({ external_id }) => external_id === "C-1"),
    );
    expect(running.sandbox.account.organizations.size).toBe(1);
    expect(organization).toMatchObject({
      name: "Acme C-1",
      domain_names: ["c-1.example", "acme.test"],
      notes: "Call Pat first",
      tags: expect.arrayContaining(["segment_vip", "los_vip"]),
    });
  });

  it("is left alone when it is another client's, and a person is asked; renaming the client solves it", async () => {
    await using running = await startRunning({
      sandbox: { organizations: [{ name: "ACME c-1 ", external_id: "C-9", domain_names: ["c-1.example"] }] },
    });
    const db = await openDatabase(running.env["DATABASE_URL"]!);
    const openConflicts = async () =>
      await db
        .selectFrom("conflicts")
        .select(["client_id", "cause"])
        .where("closed_at", "is", null)
        .execute();

    await post(running.url, onboarding("C-1")[0]);
    await eventually("a conflict", async () => (await openConflicts()).length === 1);

    expect(await openConflicts()).toEqual([{ client_id: "C-1", cause: "name-taken" }]);
    expect(running.sandbox.calls.filter(({ applied }) => applied)).toEqual([]);

    const renamed = { ...onboarding("C-1")[0].body, name: "Acme West", occurredAt: "2026-11-21T09:00:00Z" };
    await post(running.url, envelope("new-client", renamed));
    await eventually("its own organization", () => running.sandbox.account.organizations.size === 2);
    await eventually("no conflict", async () => (await openConflicts()).length === 0);
    await db.destroy();
  });
});

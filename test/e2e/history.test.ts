import { describe, expect, it } from "vitest";

import { loadCatalogue } from "../../src/catalogue/load-catalogue.ts";
import { loadConfig } from "../../src/config.ts";
import { createOperations } from "../../src/operating.ts";
import type { ClientsView, Happening } from "../../src/operations/client.ts";
import { openDatabase } from "../../src/store/database.ts";
import { envelope, onboarding, post } from "../support/accounting.ts";
import { eventually, type Running, startRunning } from "../support/running.ts";

type Watched = AsyncDisposable & { readonly running: Running; readonly clients: ClientsView };

/** The service at work, and what operators see of its clients. */
async function startWatched(): Promise<Watched> {
  const running = await startRunning();
  const config = loadConfig(running.env);
  const db = await openDatabase(running.env["DATABASE_URL"]!);
  const catalogue = await loadCatalogue(config.configDir);
  const { clients } = createOperations({ config, catalogue, db, wake: () => {} });
  return {
    running,
    clients,
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await running[Symbol.asyncDispose]();
    },
  };
}

async function untilInStep({ clients }: Watched, id: string): Promise<void> {
  await eventually(`${id} in step`, async () => {
    const client = await clients.find(id);
    return client?.job?.state === "ok" && client.organization !== null;
  });
}

const whatOf = ({ type, what }: Happening): string => `${type} ${what}`;

describe("what happened to a client", () => {
  it("is told from its first message to the last call, and where each value came from", async () => {
    await using watched = await startWatched();
    const { running, clients } = watched;
    const messages = onboarding("C-1");

    await post(running.url, messages[0]);
    await untilInStep(watched, "C-1");
    await post(running.url, messages[1]);
    await post(running.url, messages[2]);
    await untilInStep(watched, "C-1");

    const { rows } = await eventually("both calls", async () => {
      const page = await clients.history({ clientId: "C-1" }, { limit: 50 });
      return page.rows.filter(({ type }) => type === "call").length >= 2 && page;
    });
    const [organization] = running.sandbox.account.organizations.list();
    expect(rows.map(whatOf)).toEqual(
      expect.arrayContaining([
        "message new-client",
        "message assignments",
        "change organization.created",
        "change organization.updated",
        "call POST /api/v2/organizations.json",
        `call PUT /api/v2/organizations/${organization?.id}.json`,
      ]),
    );
    expect(rows.at(-1)).toMatchObject({ type: "message", what: "new-client", by: "accounting" });
    expect(rows.find(({ what }) => what === "organization.updated")?.changes).toContainEqual({
      field: "account_manager",
      from: null,
      to: "Lee Park",
    });
    const created = rows.find(({ what }) => what.startsWith("POST"))?.exchange;
    expect(created).toMatchObject({ status: 201, request: { organization: { external_id: "C-1" } } });
    expect(JSON.stringify(rows)).not.toContain(running.env["ZENDESK_OAUTH_CLIENT_SECRET"]);
    const client = await clients.find("C-1");
    expect(client?.onboarding.isComplete).toBe(true);
    expect(client?.fields.find(({ field }) => field === "daAnalyst")).toMatchObject({
      value: "Sam Reyes",
      messageId: messages[1].id,
      source: "accounting",
      kind: "assignments",
    });
  });

  it("is forgotten on request; Zendesk keeps what it has, and a new message begins anew with it", async () => {
    await using watched = await startWatched();
    const { running, clients } = watched;
    await post(running.url, onboarding("C-1")[0]);
    await untilInStep(watched, "C-1");

    await clients.forget("C-1", { operator: "eve", reason: "asked for by letter" });

    expect(await clients.find("C-1")).toBeUndefined();
    expect((await clients.history({ clientId: "C-1" }, { limit: 50 })).rows).toEqual([]);
    expect((await clients.activity({ limit: 50 })).rows).toMatchObject([
      { what: "client.forgotten", by: "eve", reason: "asked for by letter", clientId: null },
    ]);
    const [organization] = running.sandbox.account.organizations.list();
    expect(organization).toMatchObject({ name: "Acme C-1", external_id: "C-1" });

    await post(
      running.url,
      envelope("new-client", {
        clientId: "C-1",
        name: "Acme again",
        segment: "SMB",
        occurredAt: "2026-11-21T15:00:00Z",
      }),
    );
    await untilInStep(watched, "C-1");
    expect((await clients.find("C-1"))?.organization?.id).toBe(organization?.id);
    expect(running.sandbox.account.organizations.list()).toMatchObject([{ name: "Acme again" }]);
  });
});

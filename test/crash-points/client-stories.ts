import { sql } from "kysely";
import { expect } from "vitest";

import { recordMessages } from "../../src/store/inbox/record-messages.ts";
import { aMessage } from "../store/messages.ts";
import { type Envelope, envelope, onboarded, onboarding, post } from "../support/accounting.ts";
import { eventually, startServiceFor } from "../support/running.ts";
import { expectOrganizations, type Saying, type Story } from "./story.ts";

const sayingsOf = (messages: readonly Envelope[]): Saying[] =>
  messages.map((message) => async (url) => await post(url, message));

const vip = ["los_vip", "segment_vip"];

/** A new client and the two replies. */
export const aClient: Story = {
  sayings: () => sayingsOf(onboarding("K-1")),
  atLast: ({ sandbox }) => expectOrganizations(sandbox, [onboarded("K-1")]),
};

/** A client whose first call to Zendesk fails: the sweep has to wake it. */
export const aClientThatHasToWait: Story = {
  sandbox: { faults: [{ kinds: ["500"], method: "POST", path: "/api/v2/organizations", times: 1 }] },
  sayings: () => sayingsOf(onboarding("K-1").slice(0, 1)),
  atLast: ({ sandbox }) =>
    expectOrganizations(sandbox, [{ external_id: "K-1", name: "Acme K-1", tags: vip }]),
};

/** A client whose organization is there already, and says something else. */
export const aClientWithAnOrganization: Story = {
  ...aClient,
  sandbox: { organizations: [{ name: "Acme before", external_id: "K-1" }] },
};

const listed = Array.from({ length: 12 }, (_, index) => `K-${index + 11}`);

/** A list of clients that was recorded while no worker ran: bulk work, for bulk jobs. */
export const aListOfClients: Story = {
  sandbox: { jobs: { startDelayMs: 0, rowsPerSecond: Infinity } },
  before: async ({ db }) => {
    const said = listed.map((clientId) => ({ clientId, name: `Acme ${clientId}`, segment: "VIP" }));
    await recordMessages(db, [aMessage("list", said, { source: "import", urgency: "bulk" })]);
  },
  atLast: ({ sandbox }) =>
    expectOrganizations(
      sandbox,
      listed.map((clientId) => ({ external_id: clientId, name: `Acme ${clientId}`, tags: vip })),
    ),
};

/** Long enough to be told of it before. */
const changeInMs = 10_000;

/** It takes effect soon after it is sent first; what is sent again says the same. */
function aChangeSoon(): Saying {
  let message: Envelope | undefined;
  return async (url) => {
    message ??= envelope("segment-changes", {
      changeSetId: "2026-12",
      occurredAt: "2026-11-20T18:00:00Z",
      effectiveAt: new Date(Date.now() + changeInMs).toISOString(),
      changes: [{ clientId: "K-1", segment: "Corporate" }],
    });
    return await post(url, message);
  };
}

/** A client that is to be moved to another segment, a moment later. */
export const aChangeSet: Story = {
  sayings: () => [...sayingsOf([onboarding("K-1")[0]]), aChangeSoon()],
  atLast: ({ sandbox }) =>
    expectOrganizations(sandbox, [{ external_id: "K-1", tags: ["los_corporate", "segment_corporate"] }]),
};

/** A client in whose organization somebody writes the night before the daily comparison. */
export const aManualEdit: Story = {
  async before({ env, sandbox, db }) {
    const service = await startServiceFor(env);
    await Promise.all(onboarding("K-1").map(async (message) => await post(service.url ?? "", message)));
    await eventually("a client that is onboarded and at rest", async () => {
      const { rows } = await sql<{ state: string }>`select state from work`.execute(db);
      return rows.length > 0 && rows.every(({ state }) => state === "ok");
    });
    await service.close();
    const [organization] = sandbox.account.organizations.list();
    sandbox.editOrganization(organization?.id ?? 0, { organization_fields: { seo_analyst: "Nobody" } });
    await sql`
      insert into sweeps (name, started_at) values ('full-compare', now() - interval '2 days')
      on conflict (name) do update set started_at = excluded.started_at`.execute(db);
  },
  async atLast({ sandbox, db }) {
    expectOrganizations(sandbox, [onboarded("K-1")]);
    const { rows } = await sql<{ was_run: boolean }>`
      select started_at > now() - interval '1 hour' as was_run from sweeps where name = 'full-compare'`.execute(
      db,
    );
    expect(rows).toEqual([{ was_run: true }]);
  },
};

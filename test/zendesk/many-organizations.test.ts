import { freeSlots } from "../support/free-slots.ts";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createBulkJobs } from "../../src/zendesk/bulk-jobs.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { createManyOrganizations } from "../../src/zendesk/many-organizations.ts";
import { createOrganizations } from "../../src/zendesk/organizations.ts";
import { fakeOrganizations } from "../support/fake-organizations.ts";
import { describeManyOrganizations } from "./many-organizations-contract.ts";

describeManyOrganizations("the fake", async () => {
  const organizations = fakeOrganizations();
  return {
    organizations,
    removeByHand: (id) => organizations.removeByHand(id),
    failNextJob: () => organizations.mishap({ kind: "fails", afterShare: 0.5 }),
  };
});

describeManyOrganizations("Zendesk's API", async () => {
  const sandbox = await startSandbox({ jobs: { startDelayMs: 0, rowsPerSecond: Infinity } });
  onTestFinished(async () => await sandbox.close());
  const { clientId, clientSecret } = sandbox.credentials;
  const client = createZendesk({
    budget: uncounted,
    url: sandbox.url,
    credentials: { kind: "oauth", clientId, clientSecret },
    log: pino({ level: "silent" }),
  });
  return {
    organizations: {
      ...createOrganizations(client),
      ...createManyOrganizations(
        client,
        createBulkJobs(client, { slots: freeSlots, share: 1, patienceMs: 60_000, minuteMs: 300 }),
      ),
    },
    removeByHand: (id) => sandbox.deleteOrganization(id),
    failNextJob: () => sandbox.tellJobFaults([{ kind: "fail", doneShare: 0.5, times: 1 }]),
  };
});

import { createManyOrganizations } from "../../src/zendesk/many-organizations.ts";
import { createOrganizations } from "../../src/zendesk/organizations.ts";
import { fakeOrganizations } from "../support/fake-organizations.ts";
import { quickJobs } from "../support/quick-jobs.ts";
import { sandboxAndClient } from "../support/sandbox-client.ts";
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
  const { sandbox, client } = await sandboxAndClient({
    jobs: { startDelayMs: 0, rowsPerSecond: Infinity },
  });
  return {
    organizations: {
      ...createOrganizations(client),
      ...createManyOrganizations(client, quickJobs(client)),
    },
    removeByHand: (id) => sandbox.deleteOrganization(id),
    failNextJob: () => sandbox.tellJobFaults([{ kind: "fail", doneShare: 0.5, times: 1 }]),
  };
});

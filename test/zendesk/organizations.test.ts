import { pino } from "pino";
import { onTestFinished } from "vitest";
import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import { uncounted } from "../../src/zendesk/budget.ts";
import { createZendesk } from "../../src/zendesk/client.ts";
import { createOrganizations } from "../../src/zendesk/organizations.ts";
import { fakeOrganizations } from "../support/fake-organizations.ts";
import { describeOrganizations } from "./organizations-contract.ts";

describeOrganizations("the fake", async () => {
  const organizations = fakeOrganizations();
  return {
    organizations,
    createByHand: (organization) => organizations.createByHand(organization).id,
    removeByHand: (id) => organizations.removeByHand(id),
  };
});

describeOrganizations("Zendesk's API", async () => {
  const sandbox = await startSandbox();
  onTestFinished(async () => await sandbox.close());
  const { clientId, clientSecret } = sandbox.credentials;
  const zendesk = createZendesk({
    budget: uncounted,
    url: sandbox.url,
    credentials: { kind: "oauth", clientId, clientSecret },
    log: pino({ level: "silent" }),
  });
  return {
    organizations: createOrganizations(zendesk),
    createByHand: ({ name = "", domainNames = [] }) =>
      sandbox.createOrganization({ name, domain_names: [...domainNames] }).id,
    removeByHand: (id) => sandbox.deleteOrganization(id),
  };
});

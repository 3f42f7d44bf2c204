import { createOrganizations } from "../../src/zendesk/organizations.ts";
import { fakeOrganizations } from "../support/fake-organizations.ts";
import { sandboxAndClient } from "../support/sandbox-client.ts";
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
  const { sandbox, client } = await sandboxAndClient();
  return {
    organizations: createOrganizations(client),
    createByHand: ({ name = "", domainNames = [] }) =>
      sandbox.createOrganization({ name, domain_names: [...domainNames] }).id,
    removeByHand: (id) => sandbox.deleteOrganization(id),
  };
});

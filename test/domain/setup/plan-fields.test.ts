import { describe, expect, it } from "vitest";

import type { LiveOrganizationField } from "../../../src/domain/setup/live-account.ts";
import { requiredFields } from "../../../src/domain/setup/organization-fields.ts";
import { planFields } from "../../../src/domain/setup/plan-fields.ts";
import { aCatalogue } from "../tickets/ticket-world.ts";

const catalogue = aCatalogue();
const sound: readonly LiveOrganizationField[] = requiredFields(catalogue).map((field, index) => ({
  ...field,
  id: 500 + index,
  active: true,
  options: field.options.map((option, place) => ({ ...option, id: 5000 + 10 * index + place })),
}));

function planWith(key: string, other: Partial<LiveOrganizationField>) {
  const organizationFields = sound.map((field) => (field.key === key ? { ...field, ...other } : field));
  return planFields(catalogue, { organizationFields });
}

describe("organization fields", () => {
  it("need nothing when they are as they should be", () => {
    expect(planFields(catalogue, { organizationFields: sound })).toEqual({ steps: [], notes: [] });
  });

  it("are made when they are missing, a dropdown with its options", () => {
    const organizationFields = sound.filter(({ key }) => key !== "client_segment");

    expect(planFields(catalogue, { organizationFields }).steps).toEqual([
      {
        id: "organization-field client_segment",
        resource: "organization-field",
        action: "create",
        name: "organization field client_segment",
        changes: [
          { field: "type", before: null, after: "dropdown" },
          { field: "title", before: null, after: "Segment" },
          { field: "option segment_vip", before: null, after: "VIP" },
          { field: "option segment_smb", before: null, after: "SMB" },
        ],
        requests: [
          {
            method: "POST",
            path: "/organization_fields",
            body: {
              organization_field: {
                key: "client_segment",
                type: "dropdown",
                title: "Segment",
                custom_field_options: [
                  { id: null, value: "segment_vip", name: "VIP" },
                  { id: null, value: "segment_smb", name: "SMB" },
                ],
              },
            },
          },
        ],
        undo: [{ method: "DELETE", path: "/organization_fields/{$id:organization-field client_segment}" }],
      },
    ]);
  });

  it("keep all options that they have: those of others, and those that the catalogue lost", () => {
    const options = [
      { id: 1, value: "theirs", name: "Theirs" },
      { id: 2, value: "segment_smb", name: "Small" },
    ];
    const [step] = planWith("client_segment", { options }).steps;

    expect(step?.changes).toEqual([
      { field: "option segment_smb", before: "Small", after: "SMB" },
      { field: "option segment_vip", before: null, after: "VIP" },
    ]);
    expect(step?.requests.map(({ body }) => body)).toEqual([
      {
        organization_field: {
          custom_field_options: [
            { id: 1, value: "theirs", name: "Theirs" },
            { id: 2, value: "segment_smb", name: "SMB" },
            { id: null, value: "segment_vip", name: "VIP" },
          ],
        },
      },
    ]);
    expect(step?.undo.map(({ body }) => body)).toEqual([
      { organization_field: { custom_field_options: options } },
    ]);
  });

  it("are activated when somebody deactivated them, and nothing else is sent", () => {
    const [step] = planWith("client_hub_urn", { active: false, title: "Hub" }).steps;

    expect(step).toMatchObject({
      action: "update",
      requests: [
        { method: "PUT", path: "/organization_fields/507", body: { organization_field: { active: true } } },
      ],
      undo: [
        { method: "PUT", path: "/organization_fields/507", body: { organization_field: { active: false } } },
      ],
    });
  });

  it("keep the title that people gave them", () => {
    expect(planWith("client_hub_urn", { title: "Hub" }).steps).toEqual([]);
  });

  it("of another type are left to a person", () => {
    expect(planWith("client_segment", { type: "text", active: false })).toEqual({
      steps: [],
      notes: [
        "organization field client_segment is of type text, not dropdown, and Zendesk changes no type: " +
          "delete it in Admin Center > People > Configuration > Organization fields, then plan again",
      ],
    });
  });
});

import { describe, expect, it } from "vitest";

import {
  type ExistingField,
  missingFrom,
  requiredFields,
} from "../../../src/domain/setup/organization-fields.ts";
import { theCatalogue } from "../../support/builders.ts";

const all: readonly ExistingField[] = requiredFields(theCatalogue).map(({ key, type, options }) => ({
  key,
  type,
  active: true,
  options,
}));

function allBut(key: string, other?: Partial<ExistingField>): ExistingField[] {
  return all.flatMap((field) => (field.key !== key ? [field] : other ? [{ ...field, ...other }] : []));
}

describe("Zendesk's organization fields", () => {
  it("are eight, two of them dropdowns whose values become tags", () => {
    expect(requiredFields(theCatalogue).map(({ key, type }) => [key, type])).toEqual([
      ["client_vertical", "text"],
      ["client_segment", "dropdown"],
      ["client_service_level", "dropdown"],
      ["account_manager", "text"],
      ["seo_analyst", "text"],
      ["da_analyst", "text"],
      ["client_center_id", "text"],
      ["client_hub_urn", "text"],
    ]);
  });

  it.each([
    ["none", all, []],
    ["a field", allBut("seo_analyst"), ["organization field seo_analyst (text) does not exist"]],
    [
      "an active field",
      allBut("seo_analyst", { active: false }),
      ["organization field seo_analyst is not active"],
    ],
    [
      "a field of the right type",
      allBut("client_segment", { type: "text" }),
      ["organization field client_segment is of type text, not dropdown"],
    ],
    [
      "an option",
      allBut("client_service_level", {
        options: ["los_vip", "los_key_account", "los_smb"].map((value) => ({ value })),
      }),
      ['organization field client_service_level has no option "Corporate" with the tag los_corporate'],
    ],
  ])("miss %s", (_, existing, missing) => {
    expect(missingFrom(existing, theCatalogue)).toEqual(missing);
  });
});

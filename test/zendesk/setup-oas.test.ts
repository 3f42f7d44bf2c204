import { existsSync } from "node:fs";

import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";

import type { Call } from "../../src/sandbox/calls.ts";
import { catalogueFolder, emptyAccount, withDepartments } from "../cli/setup-desk.ts";
import { writesIn } from "../cli/client-lists.ts";
import { loadOas, type Oas, oasFile } from "../sandbox/zendesk-oas.ts";

/** What the specification says of bodies only by the schema of the record in them. */
const records: Readonly<Record<string, string>> = {
  sla_policy: "SLAPolicyObject",
  group_sla_policy: "GroupSLAPolicyObject",
  organization_field: "OrganizationFieldObject",
};

/** The id of a new option is null by Zendesk's own words ("Organization Fields"), a number by its schema. */
const newOption = /^\/custom_field_options\/\d+\/id$/;

/** It has neither schedules nor webhooks. */
const uncovered = /^\/api\/v2\/(?:business_hours|webhooks)/;

/** What the specification has against a request. An update need not name what is to stay. */
function problemsIn(oas: Oas, { method, path, body }: Call): readonly string[] {
  const { pathname } = new URL(path.replace(/\.json(?=$|\?)/, ""), "http://zendesk.example");
  const template = Object.keys(oas.paths).find(
    (one) => isLike(one, pathname) && oas.paths[one]?.[method.toLowerCase()],
  );
  const asked = `${method} ${pathname}`;
  if (template === undefined) return [`${asked} is not in the specification`];
  const [root = "", record] = Object.entries((body ?? {}) as Record<string, unknown>)[0] ?? [];
  const schema = records[root];
  if (schema === undefined) return [];
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "oas", components: oas.components });
  const validate = ajv.compile({ $ref: `oas#/components/schemas/${schema}` });
  validate(record);
  return (validate.errors ?? [])
    .filter(({ keyword }) => method === "POST" || keyword !== "required")
    .filter(({ instancePath }) => !newOption.test(instancePath))
    .map(({ instancePath, message }) => `${asked} ${instancePath} ${message}`);
}

function isLike(template: string, path: string): boolean {
  const [asked, parts] = [path.split("/"), template.split("/")];
  return (
    asked.length === parts.length &&
    parts.every((part, index) => part.startsWith("{") || part === asked[index])
  );
}

describe.skipIf(!existsSync(oasFile))("every request of setup", () => {
  it("is as Zendesk's own specification has it, where it covers the call", async () => {
    const oas = loadOas();
    const desk = await emptyAccount({
      policies: [{ title: "Theirs", filter: { all: [], any: [] } }],
      groups: [{ name: "Billing" }, { name: "DA Support" }],
    });
    const withMore = { CONFIG_DIR: await catalogueFolder(withDepartments) };
    await desk.run(["setup", "apply", "--yes"], {}, withMore);
    await desk.run(["setup", "apply", "--yes", "--prune"]);
    const list = (await desk.inZendesk("GET", "slas/policies")) as { sla_policies: { id: number }[] };
    const ids = list.sla_policies.map(({ id }) => id).toReversed();
    await desk.inZendesk("PUT", "slas/policies/reorder", { sla_policy_ids: ids });
    await desk.inZendesk("PUT", `slas/policies/${ids[0]}`, { sla_policy: { title: "Edited" } });
    await desk.inZendesk("PUT", "organization_fields/client_segment", {
      organization_field: { title: "Edited" },
    });
    await desk.run(["setup", "apply", "--yes"]);
    await desk.run(["setup", "rollback", "--yes"]);
    await desk.run(["setup", "rollback", "--yes"]);

    const judged = writesIn(desk.sandbox).filter(({ path }) => !uncovered.test(path));

    expect(new Set(judged.map(({ method }) => method))).toEqual(new Set(["POST", "PUT", "DELETE"]));
    expect(judged.flatMap((call) => problemsIn(oas, call))).toEqual([]);
  });
});

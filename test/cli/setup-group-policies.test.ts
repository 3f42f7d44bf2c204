import { describe, expect, it } from "vitest";

import type { SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { writesIn } from "./client-lists.ts";
import { catalogueFolder, emptyAccount, type SetupDesk, withDepartments } from "./setup-desk.ts";

const everyGroup = [{ name: "Billing" }, { name: "DA Support" }, { name: "Premium Support" }];

/** An account for the departments that the shipped catalogue shows. */
async function accountOf(options: SandboxOptions): Promise<SetupDesk> {
  const desk = await emptyAccount({ groups: everyGroup, ...options });
  const env = { CONFIG_DIR: await catalogueFolder(withDepartments) };
  return { ...desk, run: async (argv) => await desk.run(argv, {}, env) };
}

/** As the API shows them, known by ULIDs. */
async function shownGroupPolicies({ inZendesk }: SetupDesk): Promise<readonly { readonly id: string }[]> {
  const answer = await inZendesk("GET", "group_slas/policies");
  return (answer as { readonly group_sla_policies: readonly { readonly id: string }[] }).group_sla_policies;
}

const apply = ["policies", "apply", "--yes"];

describe("group SLA policies", () => {
  it("are made, found again, mended after a manual edit, and rolled back", async () => {
    const desk = await accountOf({});
    expect((await desk.run(apply)).code).toBe(0);
    expect((await desk.run(["policies", "plan"])).code).toBe(0);
    const [made] = await shownGroupPolicies(desk);
    expect(made).toMatchObject({
      title: "Digital Advertising",
      description: "How long tickets may stay with DA Support.\nlos-sync: Digital Advertising",
    });

    await desk.inZendesk("PUT", `group_slas/policies/${made?.id}`, { group_sla_policy: { title: "Ads" } });
    const drift = await desk.run(["policies", "drift"]);
    expect(drift).toMatchObject({
      code: 2,
      out: expect.stringContaining("title: Ads → Digital Advertising"),
    });
    expect((await desk.run(apply)).code).toBe(0);
    expect(await shownGroupPolicies(desk)).toMatchObject([{ id: made?.id, title: "Digital Advertising" }]);

    await desk.run(["setup", "rollback", "--yes"]);
    await desk.run(["setup", "rollback", "--yes"]);
    expect(await shownGroupPolicies(desk)).toEqual([]);
  });

  it("are left out where the account's plan has none", async () => {
    const { run, sandbox } = await accountOf({ groupSlas: false });

    const { code, out } = await run(apply);

    expect(code).toBe(0);
    expect(out).toContain("the account's plan has no group SLA policies");
    expect(writesIn(sandbox).filter(({ path }) => path.includes("group_slas"))).toEqual([]);
    expect((await run(["policies", "plan"])).code).toBe(0);
  });

  it("wait for their group, and the plan says so", async () => {
    const { run, sandbox } = await accountOf({ groups: [{ name: "Support" }] });

    const { out } = await run(apply);

    expect(out).toContain('Zendesk has no group "DA Support"; create it, then plan again');
    expect(sandbox.account.groupPolicies.size).toBe(0);
  });
});

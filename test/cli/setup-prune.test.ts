import { describe, expect, it } from "vitest";

import { writesIn } from "./client-lists.ts";
import {
  catalogueFolder,
  emptyAccount,
  type SetupDesk,
  shownPolicies,
  withDepartments,
} from "./setup-desk.ts";

const theirs = { title: "Theirs", filter: { all: [], any: [] } };

/** An account that has SLA policies of exceptions which the shipped catalogue does not have, and one of others. */
async function accountWithMore(): Promise<SetupDesk> {
  const desk = await emptyAccount({ policies: [theirs] });
  const env = { CONFIG_DIR: await catalogueFolder(withDepartments) };
  expect((await desk.run(["setup", "apply", "--yes"], {}, env)).code).toBe(0);
  desk.sandbox.forgetCalls();
  return desk;
}

describe("what is ours and not in the catalogue any more", () => {
  it("stays unless it is pruned, and is pointed out", async () => {
    const { run, sandbox } = await accountWithMore();

    const { code, out } = await run(["setup", "plan"]);

    expect(code).toBe(0);
    expect(out).toMatch(
      /^! SLA policy "VIP: Running campaigns" \(\d+\) is not in the catalogue: apply --prune deletes it$/m,
    );
    expect((await run(["setup", "apply", "--yes"])).code).toBe(0);
    expect(writesIn(sandbox)).toEqual([]);
  });

  it("is deleted with --prune, and nothing else is", async () => {
    const desk = await accountWithMore();
    const before = await shownPolicies(desk);

    const planned = await desk.run(["setup", "plan", "--prune"]);
    const applied = await desk.run(["setup", "apply", "--prune", "--yes"]);

    expect(planned.code).toBe(2);
    expect(planned.out).toContain("- SLA policy VIP: Running campaigns");
    expect(applied.code).toBe(0);
    expect(writesIn(desk.sandbox).map(({ method }) => method)).toEqual(["DELETE", "DELETE", "DELETE"]);
    const kept = before.filter(({ title }) => !title.endsWith("Running campaigns"));
    expect(await shownPolicies(desk)).toEqual(
      kept.map((policy, index) => ({ ...policy, position: index + 1 })),
    );
    expect((await desk.run(["setup", "plan", "--prune"])).out).not.toMatch(/^-/m);
  });
});

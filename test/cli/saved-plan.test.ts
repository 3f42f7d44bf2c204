import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { writesIn } from "./client-lists.ts";
import { catalogueFolder, emptyAccount, type SetupDesk, shownPolicies } from "./setup-desk.ts";

type Planned = SetupDesk & {
  readonly file: string;
  readonly catalogueFile: string;
  apply(): ReturnType<SetupDesk["run"]>;
};

/** An empty account with a plan that was saved for it. */
async function savedPlan(): Promise<Planned> {
  const desk = await emptyAccount();
  const folder = await catalogueFolder((text) => text);
  const env = { CONFIG_DIR: folder };
  const file = join(folder, "plan.json");
  const { code } = await desk.run(["setup", "plan", "--out", file], {}, env);
  expect(code).toBe(2);
  desk.sandbox.forgetCalls();
  const apply = async (): ReturnType<SetupDesk["run"]> =>
    await desk.run(["setup", "apply", file, "--yes"], {}, env);
  return Object.assign(desk, { file, catalogueFile: join(folder, "service-levels.yaml"), apply });
}

async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, "utf8")));
}

describe("a saved plan of setup", () => {
  it("is done as it was saved", async () => {
    const desk = await savedPlan();

    expect((await desk.apply()).code).toBe(0);

    expect(await shownPolicies(desk)).toHaveLength(4);
  });

  it("is refused when Zendesk has changed since", async () => {
    const desk = await savedPlan();
    await desk.inZendesk("POST", "slas/policies", {
      sla_policy: { title: "Theirs", filter: { all: [], any: [] } },
    });
    desk.sandbox.forgetCalls();

    const { code, err } = await desk.apply();

    expect(code).toBe(1);
    expect(err).toContain("is refused: Zendesk has changed since");
    expect(writesIn(desk.sandbox)).toEqual([]);
  });

  it("is refused when the catalogue has changed since", async () => {
    const desk = await savedPlan();
    await rewrite(desk.catalogueFile, (text) => `${text}\n# another thought\n`);

    const { code, err } = await desk.apply();

    expect(code).toBe(1);
    expect(err).toContain("is refused: the catalogue has changed since");
  });

  it("is refused by another account", async () => {
    const desk = await savedPlan();
    const other = await emptyAccount();

    const { code, err } = await other.run(["setup", "apply", desk.file, "--yes"]);

    expect(code).toBe(1);
    expect(err).toContain(`is refused: it is for ${desk.sandbox.url}, not for ${other.sandbox.url}`);
  });

  it("is refused when somebody wrote into it", async () => {
    const desk = await savedPlan();
    await rewrite(desk.file, (text) => text.replace('"title": "Segment"', '"title": "Anything"'));

    const { code, err } = await desk.apply();

    expect(code).toBe(1);
    expect(err).toContain("is refused: it is not what this version of los");
  });

  it("has its options in it, and is of one command", async () => {
    const { run, file } = await savedPlan();

    expect((await run(["setup", "apply", file, "--prune", "--yes"])).err).toContain("has its options in it");
    expect((await run(["policies", "apply", file, "--yes"])).err).toContain(
      "is a plan of los setup, not of los policies",
    );
    expect((await run(["setup", "apply", "README.md", "--yes"])).err).toContain(
      "README.md is no plan that los setup plan --out has saved",
    );
  });
});

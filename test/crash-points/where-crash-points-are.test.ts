import { glob, readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { crashPointNames } from "../../src/crash-points/crash-point-names.ts";

async function namesCalledIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const path of glob(`${folder}/**/*.ts`)) {
    const source = await readFile(path, "utf8");
    names.push(...[...source.matchAll(/\bcrashPoint\(\s*"([^"]*)"/g)].map(([, name]) => name ?? ""));
  }
  return names;
}

/** The rows of the table, by what stands in their first column. */
async function namesDocumented(): Promise<string[]> {
  const operations = await readFile("docs/operations.md", "utf8");
  const [, section = ""] = operations.split("\n## Crash points\n");
  const [own = ""] = section.split("\n## ");
  return [...own.matchAll(/^\| `([^`]+)` \| \S.* \| \S.* \|$/gm)].map(([, name]) => name ?? "");
}

describe("every crash point", () => {
  it("is at exactly one place of the code", async () => {
    expect((await namesCalledIn("src")).toSorted()).toEqual(crashPointNames.toSorted());
  });

  it("stands in the operations manual, with what is half-done then and what puts it right", async () => {
    expect(await namesDocumented()).toEqual(crashPointNames);
  });
});

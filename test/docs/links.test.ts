import { glob, readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

import { describe, expect, it } from "vitest";

const documents = [
  "README.md",
  "AGENTS.md",
  "CHANGELOG.md",
  ...(await Array.fromAsync(glob("docs/**/*.md"))),
].filter((path) => existsSync(path));

/** `[text](address)`, where the address is of this project. */
function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\((?<address>[^)\s]+)\)/g)]
    .map(({ groups }) => groups?.["address"] ?? "")
    .filter((address) => !/^[a-z]+:/.test(address));
}

/** As GitHub makes them of headings. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (?<heading>.+)$/gm)].map(({ groups }) =>
    (groups?.["heading"] ?? "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Files that are named without a link, as `test/http/app.test.ts` or `src/main.ts`. */
function filesIn(text: string): string[] {
  return [...text.matchAll(/`(?<path>(?:src|test|docs|config)\/[\w./-]+\.\w+)`/g)].map(
    ({ groups }) => groups?.["path"] ?? "",
  );
}

describe.each(documents)("%s", (document) => {
  it("links only to what is there", async () => {
    const text = await readFile(document, "utf8");
    const missing: string[] = [];
    for (const link of linksIn(text)) {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? document : normalize(join(dirname(document), path));
      if (!existsSync(target)) missing.push(link);
      else if (anchor !== undefined && !anchorsIn(await readFile(target, "utf8")).includes(anchor))
        missing.push(link);
    }

    expect(missing).toEqual([]);
  });

  it("names only files that are there", async () => {
    expect(filesIn(await readFile(document, "utf8")).filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe("the tests that docs/security.md names", () => {
  it("are there", async () => {
    const text = await readFile("docs/security.md", "utf8");
    const named = [...text.matchAll(/`(?<path>[\w./-]+\.test\.ts)`/g)].map(
      ({ groups }) => groups?.["path"] ?? "",
    );

    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join("test", path)))).toEqual([]);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { catalogueReview } from "../../src/cli/catalogue-review.ts";
import { type Ran, los } from "../support/command.ts";

const bare = `
segments: [{ name: Gold, slug: gold, service_level: Gold }]
service_levels:
  - { name: Gold, slug: gold }
  - { name: Basic, slug: basic }
default_service_level: Basic
`;

async function check(catalogue: string, ...args: string[]): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), "los-"));
  try {
    await writeFile(join(folder, "service-levels.yaml"), catalogue);
    return await los(["catalogue", "check", ...args], { CONFIG_DIR: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("los catalogue check", () => {
  it("exits 2 when something is missing, and says where to mend it", async () => {
    const { code, out } = await check(bare);

    expect(code).toBe(2);
    expect(out).toContain(
      "languages\n" +
        "  ! missing       Gold: no languages\n" +
        "                  → service_levels › Gold › languages\n" +
        "  ! missing       Basic: no languages\n",
    );
    expect(out).toMatch(/\n\n\d+ missing, 0 inconsistent\.$/);
  });

  it("exits 1 when something contradicts itself", async () => {
    const { code, out } = await check(bare.replace("level: Basic", "level: Gold"));

    expect(code).toBe(1);
    expect(out).toContain(
      "  ✖ inconsistent  whoever is no client has the level Gold; the most basic is Basic\n" +
        "                  → default_service_level\n",
    );
  });

  it("answers programs in JSON", async () => {
    const { out } = await check(bare, "--output", "json");

    expect(JSON.parse(out)).toMatchObject({
      complete: false,
      findings: expect.arrayContaining([
        {
          topic: "languages",
          level: "Gold",
          status: "missing",
          message: "no languages",
          mend: "service_levels › Gold › languages",
        },
      ]),
    });
  });

  it("names file and line of a catalogue that cannot be read", async () => {
    const { code, err } = await check(bare.replace("level: Basic", "level: Silver"));

    expect(code).toBe(1);
    expect(err).toMatch(/service-levels\.yaml:6: default_service_level: there is no service level "Silver"/);
  });

  it("is content with what is complete", () => {
    expect(catalogueReview([{ topic: "languages", level: "Gold", status: "present", message: "en" }])).toBe(
      "languages\n  ✔ present       Gold: en\n\nAll is there, and nothing contradicts itself.",
    );
  });
});

import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { loadCatalogue } from "../../src/catalogue/load-catalogue.ts";
import { problemsIn } from "./reading.ts";

const sound = await readFile("config/service-levels.yaml", "utf8");

/** The default catalogue with one line written differently. */
function withLine(number: number, line: string): string {
  return sound
    .split("\n")
    .with(number - 1, line)
    .join("\n");
}

describe("a broken catalogue names file and line", () => {
  it.each([
    [
      "a key nobody knows",
      withLine(6, "    slogan: vip"),
      'levels.yaml:6: segments.0.slogan: Unrecognized key: "slogan"',
    ],
    [
      "a level that is not there",
      withLine(7, "    service_level: Gold"),
      'levels.yaml:7: segments.0.service_level: there is no service level "Gold"; there are VIP, Key Account, Corporate, SMB',
    ],
    [
      "a slug with capitals",
      withLine(6, "    slug: Vip"),
      "levels.yaml:6: segments.0.slug: must be lower-case letters, digits and _",
    ],
    [
      "a name used twice",
      withLine(8, "  - name: VIP"),
      'levels.yaml:8: segments.1.name: "VIP" is used twice',
    ],
    [
      "a default that is not there",
      sound.replace("default_service_level: SMB", "default_service_level: Gold"),
      'levels.yaml:59: default_service_level: there is no service level "Gold"; there are VIP, Key Account, Corporate, SMB',
    ],
  ])("%s", (_, text, problem) => {
    expect(problemsIn(text)).toContain(problem);
  });

  it("where it is not YAML", () => {
    expect(problemsIn("segments:\n  - name: [VIP")[0]).toMatch(/^levels\.yaml:[23]: /);
  });

  it("where it is empty", () => {
    expect(problemsIn("")[0]).toMatch(/^levels\.yaml:1: /);
  });

  it("for a missing part, at what should hold it", () => {
    expect(problemsIn(withLine(6, ""))).toEqual(["levels.yaml:5: segments.0.slug: is missing"]);
  });
});

describe("a catalogue that is not there", () => {
  it("says which file, and how to name another folder", async () => {
    await expect(loadCatalogue("nowhere")).rejects.toThrow(
      "nowhere/service-levels.yaml: cannot be read (ENOENT); set CONFIG_DIR to the folder that holds it",
    );
  });
});

import { readFile } from "node:fs/promises";

import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { catalogueJsonSchema } from "../../src/catalogue/json-schema.ts";
import { smallest, withLevel } from "./reading.ts";

const catalogue = await readFile("config/service-levels.yaml", "utf8");

describe("the JSON Schema of the catalogue", () => {
  it("is the one that is committed (npm run catalogue:schema)", async () => {
    const committed: unknown = JSON.parse(await readFile("config/service-levels.schema.json", "utf8"));

    expect(committed).toEqual(JSON.parse(JSON.stringify(catalogueJsonSchema())));
  });

  it("is named by the first line of the catalogue, for editors", () => {
    expect(catalogue.split("\n")[0]).toBe("# yaml-language-server: $schema=./service-levels.schema.json");
  });

  it.each([
    ["the shipped catalogue", catalogue, true],
    ["the smallest", smallest, true],
    ["one with a key that nobody knows", withLevel("slogan: faster"), false],
    ["one with a duration in words", withLevel("targets: { first_reply_time: { high: soon } }"), false],
    ["one that covers its own way", withLevel("coverage: always"), false],
  ])("judges %s", (_, text, isSound) => {
    const isValid = new Ajv({ strict: false, validateFormats: false }).compile(catalogueJsonSchema());

    expect(isValid(parse(text))).toBe(isSound);
  });
});

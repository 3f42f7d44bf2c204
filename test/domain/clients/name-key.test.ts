import { expect, it } from "vitest";

import { nameKeyOf } from "../../../src/domain/clients/name-key.ts";

it.each([
  ["Acme", "acme"],
  ["ACME, Inc.", "acmeinc"],
  [" acme inc ", "acmeinc"],
  ["Ärzte & Co. KG", "ärztecokg"],
  ["Straße 66", "straße66"],
  ["寿司-屋", "寿司屋"],
  ["!!!", null],
  ["", null],
])("clients called %j look like those of the key %j", (name, key) => {
  expect(nameKeyOf(name)).toBe(key);
});

import { expect, it } from "vitest";

import { unfitName } from "../../../src/domain/clients/unfit-name.ts";

const organization = { id: 7001, name: "Acme", externalId: null, domainNames: [] };

it.each([
  ["", "renaming needs a name"],
  ["x".repeat(255), undefined],
  ["x".repeat(256), "the name has 256 characters; it may have 255 at most"],
  ["Acme\u0007West", "the name must not contain control characters"],
  ["ACME", '"ACME" is what organization 7001 is called'],
  ["Acme West", undefined],
])("a client that is to be called %j: %s", (name, problem) => {
  expect(unfitName(name, { sides: [], organization })).toBe(problem);
});

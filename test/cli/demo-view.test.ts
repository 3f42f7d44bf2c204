import { describe, expect, it } from "vitest";

import { changesBetween, type Fact, factTable } from "../../src/cli/demo-view.ts";

const before: readonly Fact[] = [
  { of: "organization", key: "name", value: "Acme" },
  { of: "organization", key: "tags", value: "los_vip" },
  { of: "ticket", key: "status", value: "new" },
];

const after: readonly Fact[] = [
  { of: "organization", key: "name", value: "Acme" },
  { of: "organization", key: "tags", value: "los_smb" },
  { of: "organization", key: "account_manager", value: "Lee Park" },
  { of: "ticket", key: "status", value: "new" },
  { of: "ticket", key: "priority", value: "urgent" },
];

describe("what the demo shows", () => {
  it("is what changed, with what was there before, and whose it is said once", () => {
    expect(changesBetween(before, after)).toEqual([
      "organization  tags                   los_vip → los_smb",
      "              account_manager        Lee Park",
      "ticket        priority               urgent",
    ]);
  });

  it("is nothing where nothing changed", () => {
    expect(changesBetween(after, after)).toEqual([]);
  });

  it("is in the end all there is of the organization, or of the ticket", () => {
    expect(factTable(after, "ticket")).toBe(
      ["  status                 new", "  priority               urgent"].join("\n"),
    );
  });
});

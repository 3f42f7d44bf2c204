import { describe, expect, it } from "vitest";
import { installationOf, type Machine } from "../../src/embedded/install-redis.ts";

describe("the installation of Redis", () => {
  const bare: Machine = { isRoot: false, maySudo: false, hasApt: false, hasBrew: false };

  it.each([
    ["Debian as root", { isRoot: true, hasApt: true }, "sh -c"],
    ["Debian as root with sudo", { isRoot: true, maySudo: true, hasApt: true }, "sh -c"],
    ["Debian with sudo", { maySudo: true, hasApt: true }, "sudo -n sh -c"],
    ["macOS with Homebrew", { hasBrew: true }, "brew install redis"],
    ["macOS with Homebrew and sudo", { hasBrew: true, maySudo: true }, "brew install redis"],
  ])("on %s is done by us", (_, machine, expected) => {
    const installation = installationOf({ ...bare, ...machine });

    expect(installation?.filter((word) => !word.includes("\n")).join(" ")).toBe(expected);
  });

  it.each([
    ["Debian without rights", { hasApt: true }],
    ["a system without a package manager we know", { isRoot: true, maySudo: true }],
    ["macOS as root, where Homebrew refuses to work", { isRoot: true, hasBrew: true }],
  ])("on %s is left to a person", (_, machine) => {
    expect(installationOf({ ...bare, ...machine })).toBeUndefined();
  });
});

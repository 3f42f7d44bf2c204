import { describe, expect, it } from "vitest";

import { createCage, findCanaries } from "./canaries.ts";

const cage = createCage();
const canary = cage.plant("SECRET");
const bytes = Buffer.from(canary);

describe("a canary", () => {
  it.each([
    ["as it is", canary],
    ["in capitals", canary.toUpperCase()],
    ["in base64", bytes.toString("base64")],
    ["in base64 after a name", Buffer.from(`me@example.com/token:${canary}`).toString("base64")],
    ["in base64 after another name", Buffer.from(`user:${canary}`).toString("base64")],
    ["in base64url", Buffer.from(`x:${canary}:`).toString("base64url")],
    ["in hex", bytes.toString("hex")],
    ["in hex as PostgreSQL writes bytes", String.raw`\x${Buffer.from(`{"a":"${canary}"}`).toString("hex")}`],
    ["in an address", encodeURIComponent(canary)],
    ["in an address that escapes everything", bytes.toString("hex").replaceAll(/../g, "%$&")],
  ])("is found %s", (_, text) => {
    expect(findCanaries(cage.canaries, [{ name: "the log", text: `before ${text} after` }])).toEqual([
      "SECRET in the log",
    ]);
  });

  it("is not found where it is not", () => {
    expect(findCanaries(cage.canaries, [{ name: "the log", text: createCage().plant("SECRET") }])).toEqual(
      [],
    );
  });
});

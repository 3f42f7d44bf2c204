import { describe, expect, it } from "vitest";

import { withOtherId } from "../../../src/domain/clients/with-other-id.ts";

describe("another id", () => {
  it.each([
    ["stands where the number stood", [41, 42], "42", 43, [41, 43]],
    ["stands where the text stood", { id: "01J" }, "01J", "01K", { id: "01K" }],
    ["stands in paths", "/slas/policies/42", "42", 43, "/slas/policies/43"],
    ["stands for no part of one", "/slas/policies/421", "42", 43, "/slas/policies/421"],
    ["is no text that looks like it", { title: "42", value: null }, "42", 43, { title: "42", value: null }],
  ])("%s", (_, value: unknown, was, is, after) => {
    expect(withOtherId(value, was, is)).toEqual(after);
  });
});

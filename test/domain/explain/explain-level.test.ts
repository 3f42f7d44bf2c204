import { describe, expect, it } from "vitest";

import { explainLevel, explainOption } from "../../../src/domain/explain/explain-level.ts";
import { catalogue, smb } from "./explain-world.ts";

describe("the level of a ticket", () => {
  it.each([
    ["is that of its organization's option", "LOS_vip", "VIP", "option"],
    ["is the default without an option", null, "SMB", "no-option"],
    ["is the default when the option is of no level", "los_gold", "SMB", "unknown-option"],
    ["may be what is the default anyway", "los_smb", "SMB", "option"],
  ])("%s", (_, option, name, because) => {
    const choice = explainOption(option, catalogue);

    expect([choice.level.name, choice.because]).toEqual([name, because]);
  });
});

describe("a level is explained by its policies in order", () => {
  it("with what each promises", () => {
    const promises = explainLevel(smb, catalogue).map(({ exception, targets }) => [
      exception?.exception.name,
      ...targets.map(({ metric, priority, wait }) => `${metric} ${priority} ${wait.minutes}`),
    ]);

    expect(promises).toEqual([
      ["outage", "first_reply_time urgent 5"],
      [undefined, "first_reply_time normal 480"],
    ]);
  });
});

import { describe, expect, it } from "vitest";

import { changeText } from "../../src/cli/change-text.ts";
import type { FieldChange } from "../../src/domain/setup/setup-step.ts";

describe("a change of a field", () => {
  it.each<[string, FieldChange, string[]]>([
    ["shows old and new", { field: "title", before: "Gold", after: "VIP" }, ["title: Gold → VIP"]],
    [
      "shows what was not there",
      { field: "first_reply_time low", before: null, after: "4 hours" },
      ["first_reply_time low: (nothing) → 4 hours"],
    ],
    [
      "keeps a short list on a line",
      { field: "filter", before: ["a"], after: ["a", "b"] },
      ["filter: a → a, b"],
    ],
    [
      "shows of a text what differs, line by line",
      { field: "description", before: "Old.\nlos-sync: los_vip", after: "New.\nlos-sync: los_vip" },
      ["description:", "  - Old.", "  + New."],
    ],
    [
      "shows of a long list what comes and goes",
      {
        field: "subscriptions",
        before: ["zen:event-type:ticket.created", "zen:event-type:user.created"],
        after: ["zen:event-type:ticket.created", "zen:event-type:ticket.merged"],
      },
      ["subscriptions:", "  - zen:event-type:user.created", "  + zen:event-type:ticket.merged"],
    ],
    [
      "shows a long order beside the old one",
      {
        field: "order",
        before: ["Corporate: Running campaigns", "VIP: Running campaigns", "SMB"],
        after: ["VIP: Running campaigns", "Corporate: Running campaigns", "SMB"],
      },
      [
        "order:",
        "  Corporate: Running campaigns  →  VIP: Running campaigns",
        "  VIP: Running campaigns        →  Corporate: Running campaigns",
        "  SMB                              SMB",
      ],
    ],
  ])("%s", (_, change, lines) => {
    expect(changeText(change, "update")).toEqual(lines);
  });

  it("is the value alone of what is made, and of what is deleted", () => {
    const hours = ["Mon 08:00-17:00", "Tue 08:00-17:00"];

    expect(changeText({ field: "hours", before: null, after: hours }, "create")).toEqual([
      "hours:",
      "  Mon 08:00-17:00",
      "  Tue 08:00-17:00",
    ]);
    expect(changeText({ field: "title", before: "SMB", after: null }, "delete")).toEqual(["title: SMB"]);
  });
});

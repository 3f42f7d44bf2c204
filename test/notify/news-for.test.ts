import { describe, expect, it } from "vitest";

import { newsFor } from "../../src/notify/news-for.ts";
import type { KnownCondition } from "../../src/operations/notification.ts";
import { noon } from "./an-overview.ts";

const [before, after] = [new Date("2026-11-20T11:00:00Z"), new Date("2026-11-20T13:00:00Z")];

describe("a channel", () => {
  it.each<[string, Partial<KnownCondition>, "begun" | "over" | "nothing"]>([
    ["tells what stands", {}, "begun"],
    ["tells what another channel told", { told: ["email"] }, "begun"],
    ["does not tell what it told", { told: ["email", "slack"] }, "nothing"],
    ["tells that what it told is over", { told: ["slack"], overAt: noon }, "over"],
    ["does not tell that what it never told is over", { told: ["email"], overAt: noon }, "nothing"],
    ["does not tell what is muted", { mutedUntil: after }, "nothing"],
    [
      "does not tell that what is muted is over",
      { told: ["slack"], overAt: noon, mutedUntil: after },
      "nothing",
    ],
    ["tells what stands when its mute has ended", { mutedUntil: before }, "begun"],
    [
      "tells what is over when its mute has ended",
      { told: ["slack"], overAt: noon, mutedUntil: noon },
      "over",
    ],
  ])("%s", (_, other, kind) => {
    const condition: KnownCondition = {
      name: "access",
      title: "Access",
      detail: "since noon",
      since: noon,
      overAt: null,
      told: [],
      toldAt: null,
      mutedUntil: null,
      ...other,
    };

    expect(newsFor("slack", [condition], noon)).toEqual({
      begun: kind === "begun" ? [condition] : [],
      over: kind === "over" ? [condition] : [],
    });
  });
});

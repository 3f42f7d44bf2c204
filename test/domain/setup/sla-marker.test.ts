import { describe, expect, it } from "vitest";

import { markerIn, withMarker } from "../../../src/domain/setup/sla-marker.ts";

describe("the marker in a policy's description", () => {
  it("stands on the last line, after what the level is", () => {
    expect(withMarker("Fast answers.\n", "los_vip")).toBe("Fast answers.\nlos-sync: los_vip");
    expect(withMarker("", "los_vip")).toBe("los-sync: los_vip");
  });

  it.each<[string, string | null, string | undefined]>([
    ["is found", "Fast answers.\nlos-sync: los_vip", "los_vip"],
    ["is found when Zendesk or a form changed line ends", "Fast.\r\nlos-sync: los_vip\r\n", "los_vip"],
    ["is found when people wrote something after it", "los-sync: los_vip\nAsk Dana first.", "los_vip"],
    ["may have blanks", "los-sync: los_vip/Ads outage", "los_vip/Ads outage"],
    ["counts on its last line, whatever the level's description says", "los-sync: x\nlos-sync: y", "y"],
    ["is none in the middle of a line", "Made by los-sync: los_vip", undefined],
    ["is none without a name", "los-sync: ", undefined],
    ["is none in an empty description", "", undefined],
    ["is none without description", null, undefined],
  ])("%s: %j", (_, description, marker) => {
    expect(markerIn(description)).toBe(marker);
  });
});

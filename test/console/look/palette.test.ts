import { expect, test } from "vitest";

import { palette } from "../../../src/console/look/style-palette.ts";

const [light = "", dark = ""] = palette.split("@media");

const pairs = [
  ["text", "ground"],
  ["text", "card"],
  ["text", "chip"],
  ["quiet", "ground"],
  ["quiet", "card"],
  ["quiet", "chip"],
  ["head", "ground"],
  ["link", "ground"],
  ["link", "card"],
  ["on-primary", "primary"],
  ["on-danger", "danger"],
  ["good", "good-ground"],
  ["bad", "bad-ground"],
  ["warn", "warn-ground"],
  ["info", "info-ground"],
  ["on-side", "side"],
  ["on-side", "side-here"],
  ["side-quiet", "side"],
] as const;

test.each(pairs)("%s can be read on %s, in light and dark", (text, ground) => {
  for (const scheme of [light, dark]) {
    expect(contrast(colour(scheme, text), colour(scheme, ground))).toBeGreaterThanOrEqual(4.5);
  }
});

test.each([
  ["edge", "card"],
  ["focus", "ground"],
  ["focus", "card"],
])("%s can be told from %s, in light and dark", (edge, ground) => {
  for (const scheme of [light, dark]) {
    expect(contrast(colour(scheme, edge), colour(scheme, ground))).toBeGreaterThanOrEqual(3);
  }
});

function colour(scheme: string, name: string): string {
  const found = new RegExp(`--${name}: #([0-9a-f]{6})`).exec(scheme)?.[1];
  if (found === undefined) throw new Error(`the palette has no ${name}`);
  return found;
}

/** As WCAG 2.2 has it, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

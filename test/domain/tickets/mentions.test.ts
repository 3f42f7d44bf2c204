import { describe, expect, it } from "vitest";

import { mentions } from "../../../src/domain/tickets/mentions.ts";

describe("a text", () => {
  it.each([
    ["Our site is down.", ["site is down"]],
    ["SITE DOWN", ["site down"]],
    ["the site\n   down again", ["site down"]],
    ["Total outage!", ["hacked", "outage"]],
    ["I can’t log in", ["can't log in"]],
    ["die Seite ist ÜBERLASTET", ["überlastet"]],
    ["le cafe\u0301 est ferme\u0301", ["café"]],
    ["Сайт не работает", ["не работает"]],
    ["サイトがダウンしました", ["ダウン"]],
    ["error (500)", ["(500)"]],
    ["it is in C:\\temp", ["c:\\temp"]],
  ])("%j mentions one of %j", (text, phrases) => {
    expect(mentions(text, phrases)).toBe(true);
  });

  it.each([
    ["", ["outage"]],
    ["breakdown", ["down"]],
    ["a website down", ["site down"]],
    ["site_down", ["site"]],
    ["überdown", ["down"]],
    ["downé", ["down"]],
    ["не работаете", ["не работает"]],
    ["version 15000", ["500"]],
    ["site-wide, down", ["site down"]],
    ["axb", ["a.b"]],
  ])("%j mentions none of %j", (text, phrases) => {
    expect(mentions(text, phrases)).toBe(false);
  });
});

import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

import { metricsOn, namesOf } from "./exposition.ts";

const root = new URL("../../", import.meta.url);
const read = async (path: string): Promise<string> => await readFile(new URL(path, root), "utf8");

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          annotations: z.object({ summary: z.string() }),
        }),
      ),
    }),
  ),
});

const dashboardSchema = z.object({
  panels: z.array(
    z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) }),
  ),
});

const rules = rulesSchema
  .parse(parse(await read("config/monitoring/alerts.yaml")))
  .groups.flatMap((group) => group.rules);
const { panels } = dashboardSchema.parse(JSON.parse(await read("config/monitoring/dashboard.json")));
const operations = await read("docs/operations.md");

const shown = await namesOf(metricsOn());

/** The metrics that an expression asks for, without what a histogram adds to its name. */
function metricsIn(expression: string): string[] {
  return [...expression.matchAll(/\b(?:los|process|nodejs)_[a-z0-9_]+/g)].map(([name]) =>
    shown.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, ""),
  );
}

describe.each(rules.map((rule) => [rule.alert, rule] as const))("the alert %s", (alert, rule) => {
  it("asks only for what /metrics shows", () => {
    expect(metricsIn(rule.expr).filter((name) => !shown.has(name))).toEqual([]);
    expect(metricsIn(rule.expr)).not.toEqual([]);
  });

  it("is explained", () => {
    expect(operations).toContain(`| \`${alert}\` |`);
  });
});

describe.each(panels.map(({ title, targets }) => [title, targets] as const))(
  "the panel %s",
  (_title, targets) => {
    it("asks only for what /metrics shows", () => {
      const asked = targets.flatMap(({ expr }) => metricsIn(expr));

      expect(asked.filter((name) => !shown.has(name))).toEqual([]);
      expect(asked).not.toEqual([]);
    });
  },
);

it("all that we show of our own is explained", () => {
  const own = [...shown].filter((name) => name.startsWith("los_"));

  expect(own.filter((name) => !operations.includes(`\`${name}`))).toEqual([]);
});

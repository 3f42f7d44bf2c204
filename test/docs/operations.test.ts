import { readFile } from "node:fs/promises";

import { parse } from "yaml";
import { z } from "zod";
import { describe, expect, it } from "vitest";

import { exit } from "../../src/cli/io.ts";
import { environmentNames } from "../../src/config.ts";
import { hintFor } from "../../src/console/failures/cause-hints.ts";
import type { Hints } from "../../src/console/failures/hint.ts";
import { stoppedHints } from "../../src/console/failures/stopped-hints.ts";
import { waitingHints } from "../../src/console/failures/waiting-hints.ts";
import { conflictCauses } from "../../src/domain/clients/conflict.ts";
import { rowOfDesired } from "../../src/zendesk/organization-rows.ts";
import { metricsOn, namesOf } from "../telemetry/exposition.ts";
import { codesIn, readDocument } from "./read-document.ts";
import { causesIn, conditionKindsIn, logEventsIn, readSource } from "./read-source.ts";

const operations = await readDocument("docs/operations.md");
const readme = await readDocument("README.md");
const causeSection = "Why work waits or stopped";

/** What is in one and not in the other, sorted. */
function missing(from: Iterable<string>, listed: Iterable<string>): readonly string[] {
  const known = new Set(listed);
  return [...new Set(from)].filter((one) => !known.has(one)).toSorted();
}

describe("the causes of waiting and stopped work", async () => {
  const used = causesIn(await readSource("jobs", "zendesk"));
  const listed = operations.codesIn(causeSection, 1).map((cause) => cause.replace(/^-/, "zendesk-"));
  /** `zendesk-422:FIELD` stands for `zendesk-…:…`, as does any other status. */
  const pattern = (cause: string): string => cause.replace(/zendesk-\d+/, "zendesk-…").replace(/:\w+$/, ":…");

  it("are all explained", () => {
    expect(missing([...used].map(pattern), listed.map(pattern))).toEqual([]);
    expect(missing(used, listed).filter((cause) => !/…|\d/.test(cause))).toEqual([]);
  });

  it("are all there", () => {
    expect(missing(listed.map(pattern), [...used].map(pattern))).toEqual([]);
  });

  it("name only fields that we write", () => {
    const written = Object.keys(
      rowOfDesired({ externalId: "C-1", name: "Acme", domainNames: ["acme.example"], fields: {} }),
    );
    const named = listed.flatMap((cause) => /^zendesk-422:([a-z_]+)$/.exec(cause)?.[1] ?? []);

    expect(missing(named, written)).toEqual([]);
  });
});

describe("the words of the console for causes", () => {
  const rows = operations
    .rowsIn(causeSection)
    .flatMap(([state = "", codes = "", , todo = ""]) =>
      codesIn(codes).map((cause) => ({ state, cause: cause.replace(/^-/, "zendesk-"), todo })),
    );
  const waiting = rows.filter(({ state }) => state === "pending");
  const stopped = rows.filter(({ state }) => state === "failed" || state === "conflict");
  const beginnings = (hints: Hints): readonly string[] => hints.flatMap(([causes]) => causes);

  it("are there for every cause of the runbook", () => {
    const unknown = hintFor("nobody knows this").means;

    expect(waiting.length + stopped.length).toBeGreaterThan(25);
    expect(rows.filter(({ cause }) => hintFor(cause).means === unknown)).toEqual([]);
  });

  it.each([
    ["waits", waitingHints, waiting],
    ["stopped", stoppedHints, stopped],
  ])("are of no other cause, where work %s", (_what, hints, explained) => {
    const causes = explained.map(({ cause }) => cause);
    const reached = new Set(causes.map((cause) => hintFor(cause).means));

    expect(beginnings(hints).filter((one) => !causes.some((cause) => cause.startsWith(one)))).toEqual([]);
    expect(hints.filter(([, { means }]) => !reached.has(means))).toEqual([]);
  });

  it("ask a person for something where the runbook does, and nowhere else", () => {
    const nothing = /^nothing\b/i;

    expect(
      [...waiting, ...stopped].filter(
        ({ cause, state, todo }) =>
          nothing.test(hintFor(cause, state === "pending" ? "pending" : "failed").next) !==
          nothing.test(todo),
      ),
    ).toEqual([]);
  });

  it("ask nobody for anything while attempts are left, nor once it is discarded", () => {
    for (const { cause } of stopped) {
      expect(hintFor(cause, "pending").next).toMatch(/^Nothing yet: /);
      expect(hintFor(cause, "discarded").next).toMatch(/^Nothing: /);
    }
  });
});

it("the causes of conflicts are explained, and no others", () => {
  expect(operations.codesIn("Conflicts").toSorted()).toEqual(conflictCauses.toSorted());
});

it("the events of the log are explained, and no others", async () => {
  const logged = logEventsIn(await readSource());
  const listed = operations.codesIn("What the log says");

  expect(logged.size).toBeGreaterThan(40);
  expect({ unexplained: missing(logged, listed), gone: missing(listed, logged) }).toEqual({
    unexplained: [],
    gone: [],
  });
});

it("the answers that say no are explained, and no others", async () => {
  const source = await readFile("src/http/problems.ts", "utf8");
  const answers = [...source.matchAll(/^ {2}"?([a-z-]+)"?: \{\s*status: (\d{3})/gm)];
  const listed = operations.codesIn("What senders are told", 1);

  expect(listed.toSorted()).toEqual(answers.map(([, code = ""]) => code).toSorted());
});

it("the conditions that people are told of are explained, and no others", async () => {
  const told = conditionKindsIn(await readFile("src/notify/standing-conditions.ts", "utf8"));
  const listed = operations.codesIn("Who is told").map((name) => name.split(":")[0] ?? "");

  expect(listed.toSorted()).toEqual([...told].toSorted());
});

it("our metrics are explained, and no others", async () => {
  const shown = [...(await namesOf(metricsOn()))].filter((name) => name.startsWith("los_"));
  const listed = operations
    .codesIn("Metrics, alerts, traces")
    .filter((code) => code.startsWith("los_"))
    .map((code) => code.replace(/\{.*/, ""));

  expect(listed.toSorted()).toEqual(shown.toSorted());
});

it("the alerts are explained, and no others", async () => {
  const rules = z
    .object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string() })) })) })
    .parse(parse(await readFile("config/monitoring/alerts.yaml", "utf8")));
  const alerts = rules.groups.flatMap((group) => group.rules.map(({ alert }) => alert));
  const listed = operations.codesIn("Metrics, alerts, traces").filter((code) => code.startsWith("Los"));

  expect(listed.toSorted()).toEqual(alerts.toSorted());
});

it("the exit codes are explained, and no others", () => {
  expect(operations.codesIn("Exit codes").toSorted()).toEqual(Object.values(exit).map(String).toSorted());
});

describe("the variables of the environment", () => {
  it("are all explained in the README", () => {
    expect(missing(environmentNames, readme.codesIn("Configuration"))).toEqual([]);
    expect(missing(readme.codesIn("Configuration"), environmentNames)).toEqual([]);
  });

  it("are the only ones that the runbook names", () => {
    const notOurs = ["CRASH_AT", "PGPASSWORD", "POSTGRES_PASSWORD"];
    const named = [...operations.text.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)].map(([name]) => name);

    expect(missing(named, [...environmentNames, ...notOurs])).toEqual([]);
  });
});

it("the table of contents leads to every section", () => {
  const linked = [...operations.text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = ""]) => anchor);
  const anchors = operations.sections.map((title) =>
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, "")
      .replaceAll(" ", "-"),
  );

  expect({ notLinked: missing(anchors, linked), nowhere: missing(linked, anchors) }).toEqual({
    notLinked: [],
    nowhere: [],
  });
});

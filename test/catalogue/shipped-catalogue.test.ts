import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { loadCatalogue } from "../../src/catalogue/load-catalogue.ts";
import { findServiceLevel } from "../../src/domain/catalogue/catalogue.ts";
import { changeOfTicket } from "../../src/domain/tickets/decide-ticket.ts";
import { theCatalogue } from "../support/builders.ts";
import { aTicket } from "../domain/tickets/ticket-world.ts";
import { read } from "./reading.ts";

const catalogue = await loadCatalogue("config");

describe("the catalogue that ships with the project", () => {
  it("has four segments, each with a level of its name", () => {
    expect(catalogue.segments).toEqual(theCatalogue.segments);
    expect(catalogue.serviceLevels.map(({ name, slug }) => [name, slug])).toEqual([
      ["VIP", "vip"],
      ["Key Account", "key_account"],
      ["Corporate", "corporate"],
      ["SMB", "smb"],
    ]);
    expect(catalogue.defaultServiceLevel).toBe("SMB");
  });

  it.each([
    ["VIP", "Our site is down!", "urgent"],
    ["SMB", "Our site is down!", "high"],
    ["Key Account", "I can’t log in", "high"],
    ["SMB", "I can't log in", "normal"],
    ["Corporate", "A feature request", "low"],
    ["VIP", "How do I add a page?", "normal"],
  ])("gives a ticket of %s that says %j the priority %s", (name, subject, priority) => {
    const level = findServiceLevel(catalogue, name)!;

    const change = changeOfTicket(aTicket({ priority: null, subject }), level, catalogue, new Map());

    expect(change?.priority).toBe(priority);
  });

  it("promises a first and a next reply, in office hours, whatever the level and the priority", () => {
    const promised = catalogue.serviceLevels.map(({ targetMinutes, schedule }) => ({
      first: Object.keys(targetMinutes.first_reply_time ?? {}),
      next: Object.keys(targetMinutes.next_reply_time ?? {}),
      schedule,
    }));
    const all = ["urgent", "high", "normal", "low"];

    expect(promised).toEqual(
      catalogue.serviceLevels.map(() => ({ first: all, next: all, schedule: "Office" })),
    );
  });

  it("has objectives, escalations and an offer for every level, and gets leaner with each", () => {
    const sizes = catalogue.serviceLevels.map(
      ({ objectives, escalations, services, training }) =>
        objectives.length + escalations.length + services.length + training.length,
    );

    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
    for (const level of catalogue.serviceLevels) {
      expect(level.objectives).not.toEqual([]);
      expect(level.escalations).not.toEqual([]);
      expect(level.channels).not.toEqual([]);
      expect(level.languages).not.toEqual([]);
    }
  });

  it("shows departments that work once they are no comment any more", async () => {
    const text = await readFile("config/service-levels.yaml", "utf8");
    const shown = text.replace(/^# departments:\n(?:#.*\n)+/m, (block) => block.replaceAll(/^# /gm, ""));

    expect(read(shown).departments.map(({ name, exceptions }) => [name, exceptions.length])).toEqual([
      ["Billing", 1],
      ["Digital Advertising", 1],
      ["Premium Support", 0],
    ]);
  });
});

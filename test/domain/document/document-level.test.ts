import { expect, it } from "vitest";

import type { ServiceLevel } from "../../../src/domain/catalogue/catalogue.ts";
import { levelSections } from "../../../src/domain/document/document-level.ts";
import { aCatalogue, aLevel } from "../tickets/ticket-world.ts";

const nobody = { kind: "schedules", names: [] } as const;

it.each<[string, Partial<ServiceLevel>, (readonly [string, string])[]]>([
  [
    "around the clock",
    { coverage: { kind: "around-the-clock" } },
    [["Somebody is there", "around the clock"]],
  ],
  [
    "in the hours of some offices",
    { coverage: { kind: "schedules", names: ["Berlin", "Lima"] } },
    [["Somebody is there", "in the hours of Berlin and Lima"]],
  ],
  ["by email, at hours unsaid", { coverage: nobody, channels: ["email"] }, [["Channels", "email"]]],
])("a level says that it is reached %s", (_, other, facts) => {
  expect(levelSections(aLevel(other), aCatalogue(), "customer")).toEqual([
    { title: "How to reach us", blocks: [{ kind: "facts", facts }], sections: [] },
  ]);
});

it("a level may not say how it is reached", () => {
  expect(levelSections(aLevel({ coverage: nobody }), aCatalogue(), "customer")).toEqual([]);
});

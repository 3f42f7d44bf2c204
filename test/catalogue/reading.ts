import { InvalidCatalogue, readCatalogue } from "../../src/catalogue/read-catalogue.ts";
import type { Catalogue } from "../../src/domain/catalogue/catalogue.ts";

/** Five lines. */
export const smallest = `segments:
  - { name: VIP, slug: vip, service_level: VIP }
service_levels:
  - { name: VIP, slug: vip }
default_service_level: VIP
`;

/** Eight lines. */
export const office = `schedules:
  - name: Office
    time_zone: America/Los_Angeles
    intervals:
      mon: ["13:00-17:00", "09:00-12:00"]
      sun: ["22:00-24:00"]
    holidays:
      - { name: Christmas, from: 2026-12-25, to: 2026-12-26 }
`;

/** The smallest catalogue with more said of its level, in line 4. */
export function withLevel(keys: string): string {
  return smallest.replace("slug: vip }", `slug: vip, ${keys} }`);
}

export function read(text: string): Catalogue {
  return readCatalogue(text, "levels.yaml");
}

export function problemsIn(text: string): readonly string[] {
  try {
    read(text);
    return [];
  } catch (err) {
    if (err instanceof InvalidCatalogue) return err.problems;
    throw err;
  }
}

import { describe, expect, it } from "vitest";

import { loadCatalogue } from "../../src/catalogue/load-catalogue.ts";

describe("a catalogue that is not there", () => {
  it("says which file, and how to name another folder", async () => {
    await expect(loadCatalogue("nowhere")).rejects.toThrow(
      "nowhere/service-levels.yaml: cannot be read (ENOENT); set CONFIG_DIR to the folder that holds it",
    );
  });
});

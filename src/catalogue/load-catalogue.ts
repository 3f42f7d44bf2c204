import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import { InvalidCatalogue, readCatalogue } from "./read-catalogue.ts";

/** Reads `service-levels.yaml` in the configuration directory. @throws InvalidCatalogue */
export async function loadCatalogue(configDir: string): Promise<Catalogue> {
  const file = join(configDir, "service-levels.yaml");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (err) {
    const why = err instanceof Error && "code" in err ? String(err.code) : String(err);
    throw new InvalidCatalogue(file, [
      `${file}: cannot be read (${why}); set CONFIG_DIR to the folder that holds it`,
    ]);
  }
  return readCatalogue(text, file);
}

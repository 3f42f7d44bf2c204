import { writeFile } from "node:fs/promises";

import { catalogueJsonSchema } from "./json-schema.ts";

/** Editors find it by the first line of `service-levels.yaml`. */
await writeFile("config/service-levels.schema.json", `${JSON.stringify(catalogueJsonSchema(), null, 2)}\n`);

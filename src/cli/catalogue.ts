import { commandOf } from "./subcommands.ts";

const usage = `los catalogue check [--output table|json]
los catalogue document [--level NAME] [--audience customer|staff] [--format markdown|html] [--out FILE]

Both read service-levels.yaml in CONFIG_DIR, and nothing else: they need no Zendesk and no stores.

check: a checklist of what a complete definition of service levels needs. Each line is present, missing or inconsistent
(a premium level slower than a basic one, a gap in escalation), and says where in the file to mend it. Exits 0 when all is
there, 1 when something is inconsistent, 2 when something is only missing.

document: the service-level agreement that the file amounts to.
  --level     one level by its name or slug; otherwise all of them
  --audience  customer (as it is unless said otherwise), or staff: also who is told, departments, rules
  --format    markdown (as it is unless said otherwise), or html: one file to be printed, mailed or put on a site
  --out       writes to a file, not to standard output`;

export const catalogue = commandOf("catalogue", usage, {
  check: async () => (await import("./catalogue-check.ts")).checkCatalogue,
  document: async () => (await import("./catalogue-document.ts")).writeCatalogueDocument,
});

import { defineConfig, type OxlintOverride } from "oxlint";

/**
 * Who may import whom. Each room of `src/` sees only the rooms and packages listed here; everything else
 * is a lint error, types included. `docs/architecture.md` draws the same picture.
 */
const rooms: Record<string, { sees: readonly string[]; uses: readonly string[] }> = {
  domain: { sees: [], uses: ["luxon"] },
  "crash-points": { sees: [], uses: [] },
  jobs: { sees: ["domain", "crash-points"], uses: ["luxon"] },
  catalogue: { sees: ["domain"], uses: ["yaml", "zod", "luxon", "node:fs/promises", "node:path"] },
  facts: { sees: ["domain"], uses: ["zod"] },
  operations: { sees: ["domain", "jobs"], uses: ["luxon", "zod", "node:crypto"] },
  markup: { sees: [], uses: [] },
  console: {
    sees: ["domain", "jobs", "operations", "markup"],
    uses: [
      "fastify",
      "@fastify/*",
      "@bull-board/*",
      "zod",
      "luxon",
      "node:crypto",
      "node:fs/promises",
      "node:module",
    ],
  },
  notify: { sees: ["domain", "operations"], uses: ["nodemailer", "luxon", "zod"] },
  telemetry: {
    sees: ["domain", "jobs"],
    uses: ["prom-client", "@opentelemetry/*", "luxon", "node:async_hooks"],
  },
  http: {
    sees: ["domain", "jobs", "facts", "operations", "crash-points"],
    uses: ["fastify", "@fastify/*", "zod", "luxon", "pino", "node:crypto", "node:http"],
  },
  store: {
    sees: ["domain", "jobs", "operations", "crash-points"],
    uses: ["kysely", "kysely/migration", "pg", "luxon", "node:crypto", "node:timers/promises"],
  },
  redis: { sees: [], uses: ["../seldom.ts", "ioredis", "pino"] },
  queue: { sees: ["domain", "jobs", "redis", "crash-points"], uses: ["bullmq", "pino", "luxon"] },
  zendesk: {
    sees: ["domain", "jobs", "crash-points"],
    uses: ["node-zendesk", "zod", "luxon", "pino", "node:async_hooks", "node:timers/promises"],
  },
  embedded: { sees: [], uses: ["node:*", "node:*/*"] },
  sandbox: { sees: ["markup"], uses: ["fastify", "zod", "luxon", "node:*", "node:*/*"] },
  cli: {
    sees: [
      "domain",
      "jobs",
      "catalogue",
      "facts",
      "operations",
      "markup",
      "store",
      "redis",
      "zendesk",
      "sandbox",
    ],
    uses: [
      "../operating.ts",
      "../config.ts",
      "../logger.ts",
      "../one-account.ts",
      "../open-zendesk.ts",
      "../stores.ts",
      "../wiring.ts",
      "csv-parse",
      "luxon",
      "pino",
      "standardwebhooks",
      "node:*",
      "node:*/*",
    ],
  },
};

/** What a file may import, by how many folders it lies below its room. */
const wall = (room: string, files: string, depth: 1 | 2): OxlintOverride => {
  const { sees, uses } = rooms[room] ?? { sees: [], uses: [] };
  const within = depth === 1 ? ["!./**"] : ["!./**", "!../[a-z]*", "!../[a-z]*/**"];
  return {
    files: [files],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: [
                "*",
                ...within,
                ...sees.map((other) => `!${"../".repeat(depth)}${other}/**`),
                ...uses.map((name) => `!${name}`),
              ],
              message: `src/${room} may import only: ${[...sees, ...uses].join(", ") || "nothing"} (see oxlint.config.ts).`,
            },
          ],
        },
      ],
    },
  };
};

const walls = Object.keys(rooms).flatMap((room) => [
  wall(room, `src/${room}/*.ts`, 1),
  wall(room, `src/${room}/*/*.ts`, 2),
]);

export default defineConfig({
  plugins: ["typescript", "unicorn", "import", "node", "promise", "oxc", "vitest"],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  ignorePatterns: ["node_modules", ".data"],
  rules: {
    "node/no-process-env": "error",
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-explicit-any": "error",
    "typescript/switch-exhaustiveness-check": "error",
    "typescript/consistent-type-imports": "error",
    "unicorn/no-array-sort": "off",
    "no-await-in-loop": "off",
    // tsc's noImplicitReturns says the same and understands exhaustive switches.
    "typescript/consistent-return": "off",
    "import/no-unassigned-import": "off",
    "import/no-named-as-default-member": "off",
    "unicorn/consistent-function-scoping": "off",
    "oxc/no-map-spread": "off",
    "promise/always-return": "off",
    "vitest/require-to-throw-message": "off",
    "vitest/valid-title": "off",
    "typescript/no-unsafe-type-assertion": "off",
    "vitest/require-mock-type-parameters": "off",
  },
  overrides: [
    ...walls,
    { files: ["src/main.ts", "test/**"], rules: { "node/no-process-env": "off" } },
    { files: ["*.config.ts"], rules: { "import/no-default-export": "off", "node/no-process-env": "off" } },
  ],
});

import { parseArgs } from "node:util";

import { InvalidConfig, loadConfig } from "../config.ts";
import { createLogger } from "../logger.ts";
import { examine } from "./examine.ts";
import type { Finding } from "./finding.ts";
import { type Command, exit, outputOf } from "./io.ts";

const marks = { ok: "✔", warning: "!", problem: "✖" } as const;

export const check: Command = {
  usage: `los check [--output table|json]

Looks at the configuration, the service catalogue, the database, Redis, and Zendesk: access, organization fields,
whether its webhook comes to us, and the SLA policies.
Changes nothing. Exits 0 when all is sound, 1 when something must be mended.`,

  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: { output: { type: "string", default: "table" } },
    });
    const output = outputOf(values.output);
    const findings: Finding[] = [];
    const tell = (finding: Finding): void => {
      findings.push(finding);
      if (output === "table") io.out(line(finding));
    };
    try {
      const config = loadConfig(io.env);
      tell({ what: "configuration", status: "ok", message: `Zendesk is ${config.zendesk.url}` });
      for await (const finding of examine(config, await createLogger("silent"))) tell(finding);
    } catch (err) {
      if (!(err instanceof InvalidConfig)) throw err;
      for (const problem of err.problems) {
        tell({
          what: "configuration",
          status: "problem",
          message: problem,
          mend: "set it in the environment or in .env; .env.example explains each",
        });
      }
    }
    const problems = findings.filter(({ status }) => status === "problem").length;
    if (output === "json") io.out(JSON.stringify({ sound: problems === 0, findings }, null, 2));
    else io.out(problems === 0 ? "\nAll sound." : `\n${problems} to mend.`);
    return problems === 0 ? exit.done : exit.problem;
  },
};

function line({ what, status, message, mend }: Finding): string {
  const first = `${marks[status]} ${what.padEnd(14)} ${message}`;
  return mend === undefined ? first : `${first}\n${" ".repeat(17)}→ ${mend}`;
}

import type { Artefact, Cage } from "./canaries.ts";
import { runCommand } from "./running-process.ts";

type Environment = Readonly<Record<string, string>>;

const commands: readonly (readonly string[])[] = [
  ["check"],
  ["jobs", "list"],
  ["clients", "show", "C-1"],
  ["setup", "plan"],
];

/** With which a start is named that is refused; the word that the refusal must have comes after it. */
export const refusedStart = "los serve, refused because of ";

type Run = { readonly name: string; readonly argv: readonly string[]; readonly env: Environment };

/** Commands where all is well, where nothing answers, and where nobody is let in; what they said. */
export async function runCommands(cage: Cage, env: Environment): Promise<Artefact[]> {
  const away = {
    ...env,
    DATABASE_URL: nowhere(env["DATABASE_URL"]!),
    REDIS_URL: nowhere(env["REDIS_URL"]!),
    ZENDESK_URL: nowhere(env["ZENDESK_URL"]!),
  };
  const runs = (where: string, its: Environment, all: readonly (readonly string[])[]): Run[] =>
    all.map((argv) => ({ name: `los ${argv.join(" ")} ${where}`, argv, env: its }));
  return await twoAtATime([
    ...runs("where all is well", env, [...commands, ["--help"], ["serve", "--help"]]),
    ...runs("where nothing answers", away, commands),
    ...runs("where nobody is let in", { ...env, ...strangers(cage, env) }, commands),
    ...refusedStarts(cage, env),
    { name: `${refusedStart}king`, argv: ["serve", "--role", "king"], env },
  ]);
}

/** Nobody listens there. */
function nowhere(url: string): string {
  const other = new URL(url);
  other.port = "9";
  return other.href.replace(/\/$/, "");
}

/** Users and secrets that are wrong, each a canary too. */
function strangers(cage: Cage, env: Environment): Environment {
  const other = (name: string): string => {
    const url = new URL(env[name]!);
    url.password = cage.plant(`a wrong ${name}`);
    return url.href;
  };
  return {
    DATABASE_URL: other("DATABASE_URL"),
    REDIS_URL: other("REDIS_URL"),
    ZENDESK_OAUTH_CLIENT_SECRET: cage.plant("a wrong ZENDESK_OAUTH_CLIENT_SECRET"),
  };
}

/** What the service does not start with. */
function refusedStarts(cage: Cage, env: Environment): Run[] {
  const refused = (why: string, given: Environment): Run => ({
    name: `${refusedStart}${why}`,
    argv: ["serve"],
    env: { ...env, ...given },
  });
  const bad = (name: string, valueOf: (canary: string) => string): Run =>
    refused(name, { [name]: valueOf(cage.plant(`a bad ${name}`)) });
  return [
    bad("DATABASE_URL", (canary) => `mysql://los:${canary}@127.0.0.1/los`),
    bad("REDIS_URL", (canary) => `los:${canary}@127.0.0.1`),
    bad("ZENDESK_URL", (canary) => `https://los:${canary}@acme.zendesk.com`),
    bad("ACCOUNTING_WEBHOOK_SECRETS", (canary) => `whsec_${canary}!`),
    bad("OPS_TOKENS", (canary) => `ada:king:${canary}`),
    bad("OPS_TOKENS", (canary) => `ada:admin:${canary},ada:admin:${canary}`),
    bad("NOTIFY_SLACK_URL", (canary) => `hooks.slack.com/${canary}`),
    bad("NOTIFY_SMTP_URL", (canary) => `imap://los:${canary}@127.0.0.1`),
    bad("OTEL_EXPORTER_OTLP_ENDPOINT", (canary) => canary),
    bad("ZENDESK_WEBHOOK_SECRETS", (canary) => `${canary},`),
    refused("CONFIG_DIR", { CONFIG_DIR: "nowhere" }),
    refused("192.0.2.1", { PORT: "1", HOST: "192.0.2.1" }),
    // The secret that Zendesk publishes for tests, against what is not this machine: refused before anything is called.
    refused("ZENDESK_WEBHOOK_SECRETS", {
      ZENDESK_URL: "https://zendesk.invalid",
      ZENDESK_WEBHOOK_SECRETS: `dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==,${env["ZENDESK_WEBHOOK_SECRETS"]}`,
    }),
  ];
}

async function twoAtATime(runs: readonly Run[]): Promise<Artefact[]> {
  const waiting = [...runs];
  const said: Artefact[] = [];
  async function runSome(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift())
      said.push({ name: next.name, text: await runCommand(next.argv, next.env) });
  }
  await Promise.all([runSome(), runSome()]);
  return said;
}

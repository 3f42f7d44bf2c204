import { InvalidCatalogue } from "../catalogue/read-catalogue.ts";
import { InvalidConfig } from "../config.ts";
import { inWords } from "./in-words.ts";
import { type Command, exit, type Io, UsageError } from "./io.ts";

/** Loaded when asked for: a service need not carry the sandbox in memory. */
const commands: Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>
> = {
  serve: {
    summary: "run the service: take webhooks, keep Zendesk in step",
    load: async () => (await import("./serve.ts")).serve,
  },
  demo: {
    summary: "see it work: a new client, the replies, a segment change, each taking effect in a sandbox",
    load: async () => (await import("./demo.ts")).demo,
  },
  check: {
    summary: "is everything sound? says how to mend what is not",
    load: async () => (await import("./check.ts")).check,
  },
  setup: {
    summary: "make in Zendesk what the catalogue asks for: plan, apply, roll back",
    load: async () => (await import("./setup.ts")).setup,
  },
  policies: {
    summary: "SLA policies: plan, apply, what drifted, and why a ticket has its targets",
    load: async () => (await import("./policies.ts")).policies,
  },
  clients: {
    summary: "import accounting's list of clients, compare all with Zendesk, look at one",
    load: async () => (await import("./clients.ts")).clients,
  },
  changes: {
    summary: "move clients to other segments: plan, apply, at once or later; list, show and cancel",
    load: async () => (await import("./changes.ts")).changes,
  },
  jobs: {
    summary: "what failed, why and for whom: list, show, run again one or a thousand, discard",
    load: async () => (await import("./jobs.ts")).jobs,
  },
  catalogue: {
    summary: "is the definition of service levels complete? as a document for clients or staff",
    load: async () => (await import("./catalogue.ts")).catalogue,
  },
  token: {
    summary: "make a token for the operations API and the console",
    load: async () => (await import("./token.ts")).token,
  },
  sandbox: {
    summary: "run an emulator of Zendesk's API, with a page that shows its state",
    load: async () => (await import("./sandbox.ts")).sandbox,
  },
};

/** argv (without node and the script) → command → exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [name = "help", ...args] = argv;
  if (["help", "--help", "-h"].includes(name)) {
    io.out(overview());
    return exit.done;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) {
    io.err(`los has no command "${name}"\n\n${overview()}`);
    return exit.problem;
  }
  const command = await entry.load();
  if (args.includes("--help") || args.includes("-h")) {
    io.out(`${entry.summary}\n\n${command.usage}`);
    return exit.done;
  }
  try {
    return await command.run(args, io);
  } catch (err) {
    if (err instanceof UsageError || isOfParseArgs(err)) io.err(`${err.message}\n\n${command.usage}`);
    else if (err instanceof InvalidConfig || err instanceof InvalidCatalogue) io.err(err.message);
    else io.err(`los ${name} failed: ${inWords(err)}`);
    return exit.problem;
  }
}

function overview(): string {
  const longest = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  los ${name.padEnd(longest)}  ${summary}`,
  );
  return `los keeps Zendesk true to the level of service a company promised each client.\n\n${lines.join("\n")}\n\nlos COMMAND --help says more. In a checkout: npm run -s los -- COMMAND`;
}

function isOfParseArgs(err: unknown): err is Error {
  return err instanceof Error && "code" in err && String(err.code).startsWith("ERR_PARSE_ARGS");
}

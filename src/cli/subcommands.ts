import { type Command, type Io, UsageError } from "./io.ts";

type Subcommand = (args: readonly string[], io: Io) => Promise<number>;

/** Each is loaded when it is asked for. */
type Subcommands = Readonly<Record<string, () => Promise<Subcommand>>>;

/** British: "a, b or c", without a comma before the last. */
const choices = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** A command whose first word says which of several things it does. */
export function commandOf(command: string, usage: string, subcommands: Subcommands): Command {
  return {
    usage,
    async run([name = "", ...args], io) {
      const load = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
      if (!load)
        throw new UsageError(`${command} does ${choices.format(Object.keys(subcommands))}, not "${name}"`);
      const subcommand = await load();
      return await subcommand(args, io);
    },
  };
}

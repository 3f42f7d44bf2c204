import { chown, mkdir, stat } from "node:fs/promises";
import process from "node:process";
import { type Command, runCommand } from "./run-command.ts";

/** Says how to run a program so that it is allowed to do its work in a directory. */
export type RunAs = (file: string, args: readonly string[]) => Command;

type Account = { readonly uid: number; readonly gid: number };

const OWN_ACCOUNT = "los-sync";

/**
 * Prepares a private directory for a server and the way to run it there: as ourselves, or, when we are root, as an
 * account without privileges, which owns that directory and nothing else. PostgreSQL refuses to run as root.
 */
export async function prepareRunAs({
  dir,
  program,
  account: preferred,
  wayOut,
}: {
  readonly dir: string;
  readonly program: string;
  /** The account to take, where it exists. */
  readonly account: string;
  /** The setting that makes do without this program. */
  readonly wayOut: string;
}): Promise<RunAs> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if (process.geteuid?.() !== 0) return (file, args) => ({ file, args });

  const account = await ownerOf(dir, preferred);
  for (const runAs of waysToRunAs(account)) {
    if (await canWork(runAs, program, dir)) return runAs;
  }
  throw new Error(
    `root runs ${program} as user ${account.uid}, who cannot reach it or ${dir}: ` +
      `install and set DATA_DIR where every user may enter, run as another user than root, or set ${wayOut}`,
  );
}

/** A directory that was used before keeps its owner: what is inside belongs to him. */
async function ownerOf(dir: string, preferred: string): Promise<Account> {
  const { uid, gid } = await stat(dir);
  if (uid !== 0) return { uid, gid };

  const account = (await findAccount(preferred)) ?? (await ownAccount());
  await chown(dir, account.uid, account.gid);
  return account;
}

async function ownAccount(): Promise<Account> {
  const args = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", OWN_ACCOUNT];
  await runCommand({ file: "useradd", args }).catch(() => undefined);

  const account = (await findAccount(OWN_ACCOUNT)) ?? (await findAccount("nobody"));
  if (!account) throw new Error(`there is no user but root to run it as: add one called ${OWN_ACCOUNT}`);
  return account;
}

async function findAccount(name: string): Promise<Account | undefined> {
  try {
    const uid = await runCommand({ file: "id", args: ["-u", name] });
    const gid = await runCommand({ file: "id", args: ["-g", name] });
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}

/**
 * The plain way first. It does not suffice below a directory like /root, which others may not enter: there the
 * account is lent one capability, to pass through directories, or (where containers withhold that one) the
 * wider one. See capabilities(7), also for `no_setuid_fixup`: without it access(2), by which PostgreSQL looks for
 * its own files, disregards the capability.
 */
function waysToRunAs({ uid, gid }: Account): RunAs[] {
  const lend =
    (capability: string): RunAs =>
    (program, args) => ({
      file: "setpriv",
      args: [
        `--reuid=${uid}`,
        `--regid=${gid}`,
        "--clear-groups",
        "--no-new-privs",
        "--securebits=+no_setuid_fixup",
        ...["inh-caps", "bounding-set"].map((set) => `--${set}=-all,+${capability}`),
        `--ambient-caps=+${capability}`,
        "--",
        program,
        ...args,
      ],
    });
  return [(file, args) => ({ file, args, uid, gid }), lend("dac_read_search"), lend("dac_override")];
}

async function canWork(runAs: RunAs, program: string, dir: string): Promise<boolean> {
  const tries = runAs("/bin/sh", ["-c", '"$1" --version && cd "$2"', "sh", program, dir]);
  return runCommand(tries).then(
    () => true,
    () => false,
  );
}

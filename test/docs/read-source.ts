import { glob, readFile } from "node:fs/promises";

/** The text of all files in these folders of `src`, the emulator of Zendesk left out. */
export async function readSource(...folders: readonly string[]): Promise<string> {
  const texts: string[] = [];
  for (const folder of folders.length > 0 ? folders : [""]) {
    for await (const path of glob(`src/${folder === "" ? "" : `${folder}/`}**/*.ts`)) {
      if (!path.startsWith("src/sandbox/")) texts.push(await readFile(path, "utf8"));
    }
  }
  return texts.join("\n");
}

const logging = /\b(?:log\??\.(?:info|warn|error|fatal)|complaining|warnSeldom)\(/g;

/** The names of the events that are logged. */
export function logEventsIn(source: string): ReadonlySet<string> {
  const events = [...source.matchAll(logging)].flatMap(({ index, 0: call }) =>
    [...argumentsAt(source, index + call.length).matchAll(/"([a-z-]+\.[a-z-]+)[":]/g)].map(
      ([, event = ""]) => event,
    ),
  );
  return new Set(events);
}

/** Up to the parenthesis that closes the call. */
function argumentsAt(source: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; depth > 0 && end < source.length; end += 1) {
    if (source[end] === "(") depth += 1;
    if (source[end] === ")") depth -= 1;
  }
  return source.slice(start, end);
}

const givingCauses = [
  /\b(?:cancel|conflict)\(\s*"([a-z-]+)"/g,
  /\bsnooze\([^;]*?"([a-z-]+)"\)/g,
  /\b\w*[cC]ause\w* = "([a-z-]+)"/g,
  /\bcause: "([a-z-]+)"/g,
  /: "(unexpected)"/g,
  /["`](zendesk-(?!ratelimit)[^"`\s]*)["`]/g,
];

/** The causes that work is given, with `…` where something is filled in. */
export function causesIn(source: string): ReadonlySet<string> {
  const causes = givingCauses.flatMap((giving) =>
    [...source.matchAll(giving)].map(([, cause = ""]) => cause.replaceAll(/\$\{[^}]*\}/g, "…")),
  );
  return new Set(causes);
}

/** What the names of conditions begin with. */
export function conditionKindsIn(source: string): ReadonlySet<string> {
  const names = [...source.matchAll(/(?:name: |return |summedUp\(\s*)["`]([a-z]+)(?=[:"`])/g)];
  return new Set(names.map(([, kind = ""]) => kind));
}

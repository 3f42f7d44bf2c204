import { type Chance, pick, whole } from "./forgery.ts";

/** What stands in an address where an id is expected. */
export function strangeParameter(chance: Chance): string {
  return pick(chance, [
    () => "9".repeat(1 + whole(chance, 400)),
    () => "9223372036854775808",
    () => `-${whole(chance, 1e6)}`,
    () => `${whole(chance, 1e6)}.5`,
    () => "1e999",
    () => "0x10",
    () => "NaN",
    () => `C-1%00${whole(chance, 9)}`,
    () => "%ED%A0%80",
    () => "%F4%90%80%80",
    () => "%C0%AE%C0%AE",
    () => "%FF%FE",
    () => "..%2F..%2F..%2Fetc%2Fpasswd",
    () => "%2e%2e%5C%2e%2e",
    () => "1'%20or%20'1'='1",
    () => "%E2%80%AE%EF%BB%BF",
    () => "%0d%0aset-cookie:%20a=b",
    () => pick(chance, ["__proto__", "constructor", "toString", "hasOwnProperty"]),
    () => "x".repeat(1 + whole(chance, 4000)),
    () => "%F0%9F%92%A9".repeat(1 + whole(chance, 200)),
  ])();
}

/** The names that routes look for, bull-board's among them. */
const names =
  "limit cursor search q state cause kind since clientId attempts at next page jobsPerPage status activeQueue".split(
    " ",
  );

/** What stands behind the `?` of an address. */
export function strangeQuery(chance: Chance): string {
  const name = pick(chance, names);
  const value = strangeParameter(chance);
  return pick(chance, [
    () => `${name}=${value}`,
    () => `${name}=1&${name}=${value}`,
    () => `${name}[]=${value}`,
    () => `${name}[__proto__][x]=${value}`,
    () => `__proto__=${value}&constructor=1`,
    () => `constructor.prototype.x=${value}`,
    () => `${name}=%`,
    () => `${name}=%00`,
    () => `since=-271821-04-20T00:00:00Z&until=%2B275760-09-14T00:00:00Z`,
    () => `since=0000-00-00T25:61:61Z`,
    () => `cursor=${Buffer.from(`[${value.slice(0, 40)},null]`).toString("base64url")}`,
    () => `limit=${pick(chance, ["0", "-1", "201", "1e9", "99999999999999999999", "%D9%A3", ""])}`,
    () => "&".repeat(1 + whole(chance, 2000)),
    () => Array.from({ length: 1 + whole(chance, 1000) }, (_, number) => `a${number}=1`).join("&"),
    () => `${name}=${"[".repeat(1 + whole(chance, 1000))}`,
    () => "??&=&=%26",
  ])();
}

/** A body that no route of the operations API can take, whatever the route is. */
export function strangeBody(chance: Chance): Buffer {
  const made = pick(chance, [
    () => pick(chance, ["", "{", "[1,]", "nul", "{'reason':'x'}", "NaN", '"', "\0", "{}{}"]),
    () => pick(chance, ["null", "1", "[]", '"text"', "true", '[{"reason":"x"}]']),
    () => `{"${pick(chance, ["constructor", "prototype", "toString", "force"])}":{"reason":"x"}}`,
    () => `{"__proto__":{"reason":"x"},"force":true}`,
    () =>
      `{"reason":${pick(chance, ["1", "null", "[]", "{}", '""', '"\\u0000"', '"\\ud800"', "true"])},"_":1}`,
    () => `{"reason":"${"x".repeat(501 + whole(chance, 5000))}","_":1}`,
    () => `{"reason":${"[".repeat(1 + whole(chance, 5000))}`,
    () => `{"_":${"[".repeat(4000)}${"]".repeat(4000)}}`,
    () => `{${Array.from({ length: 500 }, (_, key) => `"k${key}":${key}`).join(",")}}`,
    () => `{"confirm":${"9".repeat(400)},"_":1}`,
  ])();
  return chance() < 0.1 ? Buffer.from(made, "utf16le") : Buffer.from(made);
}

import { Problem } from "./problems.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @throws Problem */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body)) as unknown;
  } catch (err) {
    // The parser quotes the body, which belongs neither into the answer nor into the log.
    const [where = ""] = / at position \d+ \(line \d+ column \d+\)/.exec(String(err)) ?? [];
    throw new Problem("malformed-json", `the body is not JSON in UTF-8${where}`, { cause: err });
  }
}

import { addressLike } from "./address-like.ts";
import { type Chance, type Forgery, noAnswer, pick, randomText, whole } from "./forgery.ts";
import type { HeardRoute } from "./heard-routes.ts";
import { accountingRequest } from "./sound-requests.ts";

/** What a POST is answered that nobody signed and nobody is signed in for. */
const refusals = [400, 401, 403, 404, 405, 415];

/**
 * What a GET is answered by the same, as if no upgrade were asked for: never 101. Who ends their side at once gets no answer
 * that takes a while (Node's `httpAllowHalfOpen` is false), as that of /readyz.
 */
const withoutUpgrade = [200, 302, 303, 400, 401, 404, 405, noAnswer];

/** What no client would write: requests that can be read in two ways, hide another one, or are no HTTP. */
export function forgedBytes(routes: readonly HeardRoute[]): readonly Forgery[] {
  const line = (chance: Chance): string => `POST ${addressLike(pick(chance, routes).path, chance)} HTTP/1.1`;
  const shape = (
    name: string,
    make: (chance: Chance) => string,
    allowed: readonly number[] = [400],
  ): Forgery => ({
    name: `bytes: ${name}`,
    allowed,
    make: (chance) => ({ bytes: Buffer.from(make(chance), "latin1") }),
  });

  return [
    shape("two lengths", (chance) => {
      const length = 1 + whole(chance, 50);
      const other = pick(chance, [`${length + 1}`, `${length}, ${length}`, "0"]);
      return `${head(line(chance), `Content-Length: ${length}`, `content-length: ${other}`)}${hidden(chance)}`;
    }),
    shape("a length and chunks", (chance) => {
      const coding = pick(chance, [
        "chunked",
        "Chunked",
        "chunked, chunked",
        "identity, chunked",
        "\tchunked",
      ]);
      return `${head(line(chance), "content-length: 4", `transfer-encoding: ${coding}`)}0\r\n\r\n${hidden(chance)}`;
    }),
    shape("a length that is none", (chance) => {
      const length = pick(chance, [
        "-1",
        "+5",
        "0x5",
        "5x",
        "5 5",
        "1e1",
        "99999999999999999999999",
        "٥",
        "5;",
      ]);
      return `${head(line(chance), `content-length: ${length}`)}${hidden(chance)}`;
    }),
    shape("a coding that is unknown, or chunks that are broken", (chance) => {
      const coding = pick(chance, ["chunked, identity", "xchunked", "chunked x", "gzip", "chunked\u000b"]);
      const broken = pick(chance, [
        "zz\r\n",
        "-1\r\n",
        "ffffffffffffffffff\r\n",
        "5\nhello",
        "1;\u0000\r\na",
      ]);
      return chance() < 0.5
        ? `${head(line(chance), `transfer-encoding: ${coding}`)}0\r\n\r\n${hidden(chance)}`
        : `${head(line(chance), "transfer-encoding: chunked")}${broken}`;
    }),
    shape(
      "a header over two lines, or none",
      (chance) => {
        const odd = pick(chance, [
          "x-folded: a\r\n b: c",
          "x-folded: a\r\n\tcontent-length: 5",
          " content-length: 5",
          "content-length : 5",
          "content-length\t: 5",
          "no colon",
          ": no name",
          "x(y): z",
          "x-nul: a\u0000b",
          "x-return: a\rb: c",
          "x-break: a\nb: c",
        ]);
        return `${line(chance)}\r\n${odd}\r\nhost: los.test\r\n\r\n`;
      },
      refusals,
    ),
    shape(
      "headers larger than 16 KiB",
      (chance) => {
        const large = pick(chance, [
          () => `x-large: ${"x".repeat(17_000 + whole(chance, 200_000))}`,
          () => Array.from({ length: 3000 }, (_, number) => `x-${number}: ${"y".repeat(10)}`).join("\r\n"),
          () => `${"n".repeat(17_000)}: x`,
          () => `cookie: ${"a=b; ".repeat(5000)}`,
        ])();
        return head(line(chance), large);
      },
      [431, noAnswer],
    ),
    shape(
      "an address longer than 16 KiB",
      (chance) => `GET /${"a".repeat(17_000 + whole(chance, 50_000))} HTTP/1.1\r\nhost: los.test\r\n\r\n`,
      [414, 431, noAnswer],
    ),
    shape(
      "of no known method, version or form",
      (chance) => {
        const first = pick(chance, [
          "FROB / HTTP/1.1",
          "get / HTTP/1.1",
          "POST / HTTP/3.7",
          "POST / HTTP/0.9",
          "POST  /  HTTP/1.1",
          "POST / HTTPS/1.1",
          "POST /",
          "PRI * HTTP/2.0",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
          "*1\r\n$8\r\nFLUSHALL",
          "\u0000\u0000\u0000\u0008\u0004\u00d2\u0016/",
          randomText(chance, 1 + whole(chance, 500)),
        ]);
        return `${first}\r\nhost: los.test\r\n\r\n`;
      },
      [400, 405, noAnswer],
    ),
    shape("no host", (chance) => `${line(chance)}\r\nconnection: close\r\n\r\n`),
    shape(
      "several hosts, or an empty one",
      (chance) => {
        const hosts = pick(chance, ["host: a\r\nhost: b", "host: los.test\r\nhost: ", "host: "]);
        return `${line(chance)}\r\n${hosts}\r\nconnection: close\r\n\r\n`;
      },
      refusals,
    ),
    shape(
      "a body that ends too soon",
      (chance) => {
        const { body, headers, path } = accountingRequest(chance);
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
        const cut = body.toString("latin1").slice(0, whole(chance, body.length));
        return `${head(`POST ${path} HTTP/1.1`, ...lines, `content-length: ${body.length}`)}${cut}`;
      },
      [400, noAnswer],
    ),
    shape(
      "an upgrade to another protocol",
      (chance) =>
        head(
          `GET ${addressLike(pick(chance, routes).path, chance)}?x HTTP/1.1`,
          "connection: upgrade, close",
          `upgrade: ${pick(chance, ["h2c", "websocket", "TLS/1.0"])}`,
        ),
      withoutUpgrade,
    ),
  ];
}

function head(line: string, ...headers: readonly string[]): string {
  return [line, "host: los.test", ...headers, "", ""].join("\r\n");
}

/** A message that accounting did sign, behind what should have been refused: it must not be read. */
function hidden(chance: Chance): string {
  const { body, headers, path } = accountingRequest(chance);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
  return `${head(`POST ${path} HTTP/1.1`, ...lines, `content-length: ${body.length}`)}${body.toString("latin1")}`;
}

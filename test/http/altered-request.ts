import fc from "fast-check";

export type SentRequest = { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> };

export type Alteration =
  | { readonly kind: "flip"; readonly at: number; readonly bit: number }
  | { readonly kind: "cut"; readonly at: number }
  | { readonly kind: "insert"; readonly at: number; readonly byte: number }
  | { readonly kind: "header"; readonly name: string; readonly at: number; readonly sign: string };

/** One thing that can happen to a request on its way, to its body or to one of these headers. */
export function alterationOf(headers: readonly string[]): fc.Arbitrary<Alteration> {
  return fc.oneof(
    fc.record({ kind: fc.constant("flip" as const), at: fc.nat(), bit: fc.nat(7) }),
    fc.record({ kind: fc.constant("cut" as const), at: fc.nat() }),
    fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), byte: fc.nat(255) }),
    fc.record({
      kind: fc.constant("header" as const),
      name: fc.constantFrom(...headers),
      at: fc.nat(),
      sign: fc.stringMatching(/^[\x20-\x7e]$/),
    }),
  );
}

/** The request with one thing changed. */
export function altered({ body, headers }: SentRequest, change: Alteration): SentRequest {
  switch (change.kind) {
    case "flip": {
      const at = change.at % body.length;
      return { headers, body: Buffer.from(body.with(at, (body[at] ?? 0) ^ (1 << change.bit))) };
    }
    case "cut":
      return { headers, body: body.subarray(0, change.at % body.length) };
    case "insert": {
      const at = change.at % (body.length + 1);
      return {
        headers,
        body: Buffer.concat([body.subarray(0, at), Buffer.from([change.byte]), body.subarray(at)]),
      };
    }
    case "header": {
      const old = headers[change.name] ?? "";
      const at = change.at % old.length;
      return {
        body,
        headers: { ...headers, [change.name]: old.slice(0, at) + change.sign + old.slice(at + 1) },
      };
    }
  }
}

export function isUnchanged(one: SentRequest, other: SentRequest): boolean {
  return one.body.equals(other.body) && JSON.stringify(one.headers) === JSON.stringify(other.headers);
}

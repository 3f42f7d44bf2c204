/** A request as it goes over the wire. */
export type ForgedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
};

/** What goes over the wire as it is: it need not be HTTP. */
export type ForgedBytes = { readonly bytes: Buffer };

/** Numbers from 0 to 1, the same ones for the same seed. */
export type Chance = () => number;

/** One way to make a request that must not be taken, and the answers that are right for it. */
export type Forgery = {
  readonly name: string;
  readonly allowed: readonly number[];
  readonly make: (chance: Chance) => ForgedRequest | ForgedBytes;
};

/** In place of a status: the connection ended without an answer, as it may while the server refuses to read on. */
export const noAnswer = 0;

export function pick<One>(chance: Chance, list: readonly One[]): One {
  const one = list[Math.floor(chance() * list.length)];
  if (one === undefined) throw new Error("there is nothing to pick from");
  return one;
}

export function whole(chance: Chance, below: number): number {
  return Math.floor(chance() * below);
}

export function someBytes(chance: Chance, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => whole(chance, 256)));
}

/** Text of the alphabet that tokens are made of. */
export function randomText(chance: Chance, length: number): string {
  const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return Array.from({ length }, () => signs[whole(chance, signs.length)]).join("");
}

/** A request as it goes over the wire. */
export type ForgedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
};

/** Numbers from 0 to 1, the same ones for the same seed. */
export type Chance = () => number;

/** One way to make a request that must not be taken, and the answers that are right for it. */
export type Forgery = {
  readonly name: string;
  readonly allowed: readonly number[];
  readonly make: (chance: Chance) => ForgedRequest;
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

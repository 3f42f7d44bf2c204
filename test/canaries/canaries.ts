import { randomBytes } from "node:crypto";

/** A secret that stands for itself nowhere else. */
export type Canary = { readonly of: string; readonly text: string };

export type Cage = {
  readonly canaries: readonly Canary[];
  /** A new one, of letters and digits. */
  plant(of: string): string;
  /** One that somebody else made: a session, an access token. */
  add(of: string, text: string): void;
};

export function createCage(): Cage {
  const canaries: Canary[] = [];
  return {
    canaries,
    plant(of) {
      const text = `canary${randomBytes(15).toString("hex")}`;
      canaries.push({ of, text });
      return text;
    },
    add: (of, text) => void canaries.push({ of, text }),
  };
}

/** Where something is written down, and what. */
export type Artefact = { readonly name: string; readonly text: string };

/** Each canary that is found, as it is or in another guise: `DATABASE_URL in the log`. */
export function findCanaries(canaries: readonly Canary[], artefacts: readonly Artefact[]): string[] {
  const found: string[] = [];
  for (const { name, text } of artefacts) {
    const folded = text.toLowerCase();
    for (const { of, text: canary } of canaries) {
      const guises = guisesOf(canary);
      if (guises.exact.some((one) => text.includes(one)) || guises.folded.some((one) => folded.includes(one)))
        found.push(`${of} in ${name}`);
    }
  }
  return [...new Set(found)];
}

/** In base64 a text looks otherwise after each number of bytes before it; its first and last signs hang on its neighbours. */
function guisesOf(canary: string): { readonly exact: readonly string[]; readonly folded: readonly string[] } {
  const bytes = Buffer.from(canary);
  const shifted = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "")
      .slice(4, -4),
  );
  const escaped = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  return {
    exact: [...shifted, ...shifted.map((one) => one.replaceAll("+", "-").replaceAll("/", "_"))],
    folded: [canary, encodeURIComponent(canary), bytes.toString("hex"), escaped].map((one) =>
      one.toLowerCase(),
    ),
  };
}

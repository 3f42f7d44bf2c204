import type { FastifyInstance } from "fastify";

import { bytesByAddress } from "./bytes-by-address.ts";
import { Problem } from "./problems.ts";

/** By name what may run short here: says why nothing more can be taken now, or undefined. */
export type Shortages = Readonly<Record<string, () => string | undefined>>;

export type SheddingOptions = {
  readonly shortages: Shortages;
  /** Bodies may hold so much memory, from their first byte to their answer. */
  readonly bodiesAtMostBytes: number;
};

/** What is read from a body is three times as large while it waits (a full change set): all together a fifth of the heap. */
const heapPerBodyByte = 16;
const bodiesNeverAboveBytes = 64 * 1024 * 1024;

/** How much bodies may hold in a process whose heap ends there. */
export function bodiesAtMost(heapLimitBytes: number): number {
  return Math.min(bodiesNeverAboveBytes, Math.floor(heapLimitBytes / heapPerBodyByte));
}

/** Of these, so much is for bodies from one address that are not whole: until then nobody knows who sends them. */
const shareOfAnAddress = 1 / 4;

/**
 * The routes of `app` say 503 before memory or disk runs out; operators, whose bodies are small, may still act. Bytes count
 * when they are here, not when they are announced: a slow sender takes nobody's place.
 */
export function shedBeforeFull(
  app: FastifyInstance,
  { shortages, bodiesAtMostBytes }: SheddingOptions,
): void {
  let heldBytes = 0;
  const arriving = bytesByAddress();
  const overload = (bytes: number, whose: string): Problem =>
    new Problem(
      "overloaded",
      `${bytes} bytes of other requests${whose} are under way already; send it again`,
    );

  app.addHook("preParsing", (request, reply, payload, done) => {
    const shortage = findShortage(shortages);
    if (shortage !== undefined) return done(new Problem("overloaded", `${shortage}; send it again`));
    if (heldBytes >= bodiesAtMostBytes) return done(overload(heldBytes, ""));

    const address = request.ip;
    let ownBytes = 0;
    let arrivingBytes = 0;
    const count = ({ byteLength }: Buffer): void => {
      ownBytes += byteLength;
      heldBytes += byteLength;
      arrivingBytes += byteLength;
      arriving.add(address, byteLength);
      if (heldBytes > bodiesAtMostBytes) payload.emit("error", overload(heldBytes, ""));
      else if (arriving.of(address) > bodiesAtMostBytes * shareOfAnAddress)
        payload.emit("error", overload(arriving.of(address), " from your address"));
    };
    const arrived = (): void => {
      arriving.add(address, -arrivingBytes);
      arrivingBytes = 0;
    };
    payload.on("data", count);
    payload.once("end", arrived);
    payload.once("error", () => payload.off("data", count));
    reply.raw.once("close", () => {
      payload.off("data", count);
      arrived();
      heldBytes -= ownBytes;
    });
    return done(null, payload);
  });
}

function findShortage(shortages: Shortages): string | undefined {
  for (const find of Object.values(shortages)) {
    const why = find();
    if (why !== undefined) return why;
  }
  return undefined;
}

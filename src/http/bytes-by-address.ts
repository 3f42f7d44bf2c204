export type BytesByAddress = {
  of(address: string): number;
  /** Fewer than none takes away; who holds none is not remembered. */
  add(address: string, bytes: number): void;
};

export function bytesByAddress(): BytesByAddress {
  const held = new Map<string, number>();
  const of = (address: string): number => held.get(address) ?? 0;
  return {
    of,
    add(address, bytes) {
      const sum = of(address) + bytes;
      if (sum === 0) held.delete(address);
      else held.set(address, sum);
    },
  };
}

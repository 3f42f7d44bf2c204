/** The digits of ULIDs. */
export const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** An id that sorts by time, of what is kept by number: group SLA policies and webhooks are known by such ids only. */
export function ulidOf({ id, created_at }: { readonly id: number; readonly created_at: string }): string {
  return inCrockford(Date.parse(created_at), 10) + inCrockford(id, 16);
}

export function inCrockford(value: number, length: number): string {
  return length === 0
    ? ""
    : inCrockford(Math.floor(value / crockford.length), length - 1) + crockford[value % crockford.length];
}

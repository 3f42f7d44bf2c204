/** One thing that a change did, by Zendesk's name for it: `ticket.status_changed`. */
export type Happening = { readonly type: string; readonly event: object };

/** Ids are text in events; a reference to nothing is null. */
export const idText = (id: number | null): string | null => (id === null ? null : String(id));

export function valueChanged(type: string, previous: unknown, current: unknown): readonly Happening[] {
  return previous === current ? [] : [{ type, event: { current, previous } }];
}

/** Tickets and organizations tell of their tags in different words. */
export function tagsChanged(
  type: string,
  [previous, current]: readonly [previous: readonly string[], current: readonly string[]],
  eventOf: (added: readonly string[], removed: readonly string[]) => object,
): readonly Happening[] {
  const added = current.filter((tag) => !previous.includes(tag));
  const removed = previous.filter((tag) => !current.includes(tag));
  return added.length + removed.length === 0 ? [] : [{ type, event: eventOf(added, removed) }];
}

/**
 * Names a step. Ids hold no braces: within a path they stand between some. A name that people chose may have any.
 */
export function stepId(resource: string, name: string): string {
  return `${resource} ${name.replaceAll(/[{}]/g, "")}`;
}

/** Stands in a body for the id of what a step makes. */
export type IdReference = { readonly $id: string };

export function idFrom(step: string): IdReference {
  return { $id: step };
}

/** Stands in a path for the id of what a step makes. */
export function pathIdFrom(step: string): string {
  return `{$id:${step}}`;
}

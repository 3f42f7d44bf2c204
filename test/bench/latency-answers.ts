import type { Sandbox } from "../../src/sandbox/sandbox.ts";

/** An organization as it has to become: the tag of its segment in the dropdown of segments. */
export type Awaited = { readonly externalId: string; readonly segment: string };

/** Answers when an organization was written, so that nobody has to ask again and again. */
export function latencyAnswers({ account }: Sandbox) {
  const waiting = new Map<string, { readonly segment: string; readonly resolve: () => void }>();

  account.changes.listen((change) => {
    if (change.kind !== "organization" || !change.after) return;
    const { external_id: externalId, organization_fields: fields } = change.after;
    const one = waiting.get(externalId ?? "");
    if (one?.segment !== fields["client_segment"]) return;
    waiting.delete(externalId ?? "");
    one?.resolve();
  });

  return {
    async untilWritten({ externalId, segment }: Awaited): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(externalId, { segment, resolve });
      await promise;
    },
  };
}

/** What a cause means, and what a person does about it. */
export type Hint = { readonly means: string; readonly next: string };

/** By the beginning of the cause; the first that fits counts, so the narrower ones stand first. */
const hints: readonly (readonly [string, Hint])[] = [
  [
    "name-taken",
    {
      means: "Zendesk has an organization of this name already, and it is not clear whose it is.",
      next: "Decide it under Conflicts: adopt it, or call the client otherwise.",
    },
  ],
  [
    "organization-shared",
    {
      means: "Two clients lead to the same organization.",
      next: "Decide under Conflicts which of them it belongs to.",
    },
  ],
  [
    "organization-deleted",
    {
      means: "Somebody deleted the organization in Zendesk.",
      next: "Decide under Conflicts whether it is made anew.",
    },
  ],
  [
    "manual-edit",
    {
      means: "Somebody changed in Zendesk what accounting decides.",
      next: "Decide under Conflicts whether accounting's values come back.",
    },
  ],
  [
    "domain-shared",
    {
      means: "Two clients have the same mail domain, which Zendesk gives to one organization only.",
      next: "Decide it under Conflicts.",
    },
  ],
  [
    "zendesk-422:client_segment",
    {
      means: "Zendesk's field for the segment does not have this option.",
      next: "Run los setup plan: it says which options are missing. Apply it, then re-run these.",
    },
  ],
  [
    "zendesk-422:name",
    {
      means: "Zendesk does not take the organization's name.",
      next: "Read its answer below: correct the name in accounting, or make room for it in Zendesk, then re-run.",
    },
  ],
  [
    "zendesk-422",
    {
      means:
        "Zendesk understood the request and does not take a value in it; asking the same again will not help.",
      next: "Read its answer: it names the field. Correct it in accounting or in the catalogue, then re-run.",
    },
  ],
  [
    "zendesk-401",
    {
      means: "Zendesk does not know our credentials any more.",
      next: "Run los check; it says how to make new ones. All waits until then, and goes on by itself.",
    },
  ],
  [
    "zendesk-403",
    {
      means: "Our credentials may not do this in Zendesk.",
      next: "Give the OAuth client's user the role of an admin in Zendesk. All waits until then, and goes on by itself.",
    },
  ],
  [
    "zendesk-404",
    {
      means: "What was to be changed is not in Zendesk any more.",
      next: "Re-run it: it is looked for anew. If it fails again, look in Zendesk for who deleted it.",
    },
  ],
  [
    "zendesk-409",
    {
      means: "Somebody changed the same record in Zendesk at the same moment, again and again.",
      next: "Re-run it. If it fails again, look for another integration that writes the same record.",
    },
  ],
  [
    "catalogue",
    {
      means: "The client's segment or service level is not in the catalogue.",
      next: "Add it to service-levels.yaml and restart, or have accounting correct the client; then re-run these.",
    },
  ],
  [
    "zendesk-4",
    {
      means: "Zendesk understood the request and says no; asking the same again will not help.",
      next: "Read its answer below, mend what it names, then re-run.",
    },
  ],
  [
    "zendesk-ignored",
    {
      means: "Zendesk said yes, but did not keep a value.",
      next: "A field or option may be missing or switched off: run los setup plan, apply it, then re-run.",
    },
  ],
  [
    "zendesk-row",
    {
      means: "Zendesk refused one row of a bulk job.",
      next: "Re-run it alone: then Zendesk's full answer stands here.",
    },
  ],
  [
    "zendesk-bulk-left-out",
    {
      means: "Zendesk's bulk job said nothing of this one.",
      next: "Re-run it.",
    },
  ],
  ["zendesk-ratelimit", { means: "Zendesk asked us to slow down.", next: "Nothing: it goes on by itself." }],
  ["throttled", { means: "Zendesk asked us to slow down.", next: "Nothing: it goes on by itself." }],
  [
    "zendesk-timeout",
    {
      means: "Zendesk did not answer in time.",
      next: "Nothing: it is tried again until Zendesk answers. Its state is at status.zendesk.com.",
    },
  ],
  [
    "zendesk-connection",
    {
      means: "Zendesk could not be reached.",
      next: "It is tried again until it can. If it stays so, run los check: it may be the network or a proxy.",
    },
  ],
  [
    "zendesk-5",
    {
      means: "Zendesk failed on its side.",
      next: "See status.zendesk.com; when it is well again, re-run what stopped.",
    },
  ],
  [
    "zendesk-bad-answer",
    {
      means: "Zendesk answered something that makes no sense (HTML, another record).",
      next: "Read the answer: it may be a proxy or a login page. Then re-run.",
    },
  ],
  [
    "ticket-refused",
    {
      means: "Zendesk does not take the change of this ticket.",
      next: "Read its answer; a required field or a trigger may forbid it. Mend that in Zendesk, then re-run.",
    },
  ],
  [
    "ticket-",
    {
      means: "The ticket was changed by somebody else while it was decided.",
      next: "Re-run it: it is fetched and decided anew.",
    },
  ],
  [
    "unexpected",
    {
      means: "Something that nobody thought of: likely a mistake of ours.",
      next: "Re-run it once; if it fails again, send the message and the log of its attempt to the developers.",
    },
  ],
];

const unknown: Hint = {
  means: "No more is known of this cause.",
  next: "Read the message and the call below, mend what they name, then re-run.",
};

export function hintFor(cause: string): Hint {
  return hints.find(([beginning]) => cause.startsWith(beginning))?.[1] ?? unknown;
}

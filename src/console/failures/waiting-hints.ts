import type { Hints } from "./hint.ts";

const goesOn = "Nothing: it goes on by itself.";

/** Of what only waits: it does not stop for these. */
export const waitingHints: Hints = [
  [["gathering"], { means: "More may come within seconds; then it is one write.", next: goesOn }],
  [
    ["throttled"],
    {
      means: "Zendesk asked us to wait, or our share of its limits is used up for now.",
      next: goesOn,
    },
  ],
  [
    ["zendesk-401"],
    {
      means: "Zendesk does not know our credentials any more.",
      next: "Run los check; it says how to make new ones. All waits until then, and goes on by itself.",
    },
  ],
  [
    ["zendesk-403"],
    {
      means: "Our credentials may not do this in Zendesk.",
      next: "Give the OAuth client's user the role of an admin in Zendesk. All waits until then, and goes on by itself.",
    },
  ],
  [
    ["zendesk-timeout"],
    {
      means: "Zendesk did not answer in time.",
      next: "Nothing: it is tried for as long as it takes. Zendesk's state is at status.zendesk.com.",
    },
  ],
  [
    ["zendesk-connection"],
    {
      means: "Zendesk could not be reached.",
      next: "Nothing: it is tried for as long as it takes. Whether the network or a proxy is in the way, los check says.",
    },
  ],
  [
    ["zendesk-502", "zendesk-503", "zendesk-504"],
    {
      means: "Zendesk is away.",
      next: "Nothing: it is tried for as long as it takes. Zendesk's state is at status.zendesk.com.",
    },
  ],
  [
    ["organization-outdated"],
    {
      means:
        "The organization was changed while it was written: by somebody, or by an earlier write of ours that came late.",
      next: "Nothing: it is looked at again by itself.",
    },
  ],
  [
    ["ticket-outdated", "ticket-changed"],
    {
      means: "Somebody changed the ticket while it was decided about.",
      next: "Nothing: it is decided anew by itself.",
    },
  ],
  [
    ["ticket-refused"],
    {
      means: "Zendesk refused an update of the ticket, for example because it was closed meanwhile.",
      next: "Nothing: it is fetched once more, and fails when it is refused again.",
    },
  ],
  [
    ["written-often"],
    {
      means: "The ticket was written ten times in ten minutes: something undoes what we write.",
      next: "Find in the ticket's events what does: a trigger, an automation, another app. It goes on by itself.",
    },
  ],
  [
    ["zendesk-bulk-left-out"],
    {
      means: "A bulk job of Zendesk's did not do it.",
      next: "Nothing: the next attempt looks at it on its own.",
    },
  ],
];

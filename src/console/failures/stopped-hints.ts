import type { Hints } from "./hint.ts";

/** Of what stops for a person, at once or when its attempts are used up. */
export const stoppedHints: Hints = [
  [
    ["zendesk-422:organization_fields", "zendesk-ignored"],
    {
      means: "Zendesk has no such organization field, or no such option of it.",
      next: "Run los setup plan: it says what is missing. Make it with los setup apply, then re-run these.",
    },
  ],
  [
    ["zendesk-422:name"],
    {
      means: "Zendesk does not take the organization's name.",
      next: "Read its answer. Correct the name in accounting, whose next message is a new chance; or make room for it in Zendesk, then re-run.",
    },
  ],
  [
    ["zendesk-422"],
    {
      means: "Zendesk refuses a value; asking the same again will not help.",
      next: "Read its answer: it names the field. Mend it in accounting, whose next message is a new chance; or in Zendesk, then re-run.",
    },
  ],
  [
    ["zendesk-404"],
    {
      means: "What was to be changed is not in Zendesk any more.",
      next: "Re-run it: it is looked for anew. If it fails again, look in Zendesk for who deleted it.",
    },
  ],
  [
    ["zendesk-409"],
    {
      means: "Somebody changed the same record in Zendesk at the same moment, again and again.",
      next: "Re-run it. If it fails again, look for another integration that writes the same record.",
    },
  ],
  [
    ["zendesk-4"],
    {
      means: "Zendesk understood the request and says no; asking the same again will not help.",
      next: "Read its answer, mend what it names, then re-run.",
    },
  ],
  [
    ["zendesk-row"],
    {
      means: "A bulk job of Zendesk's refused the ticket, twice.",
      next: "Re-run it alone: then Zendesk's full answer stands here.",
    },
  ],
  [
    ["zendesk-5"],
    {
      means: "Zendesk failed on its side.",
      next: "See status.zendesk.com; when it is well again, re-run what stopped.",
    },
  ],
  [
    ["zendesk-bad-answer", "zendesk-3"],
    {
      means: "Zendesk answered something that makes no sense (HTML, another record, another address).",
      next: "Read the answer: it may be a proxy or a login page. Then re-run.",
    },
  ],
  [
    ["unexpected"],
    {
      means: "Something that nobody thought of: likely a mistake of ours.",
      next: "Re-run it once; if it fails again, send the message and the log of its attempt to the developers.",
    },
  ],
  [
    ["catalogue"],
    {
      means: "The client's segment or service level is not in the catalogue.",
      next: "Add it to service-levels.yaml and restart, or have accounting correct the client; then re-run these.",
    },
  ],
  [
    ["name-taken"],
    {
      means: "Zendesk has an organization of this name already, and it is not clear whose it is.",
      next: "Decide it under Conflicts: adopt it, or call the client otherwise.",
    },
  ],
  [
    ["organization-shared"],
    {
      means: "Two clients lead to the same organization.",
      next: "Decide under Conflicts which of them it belongs to.",
    },
  ],
  [
    ["organization-deleted"],
    {
      means: "Somebody deleted the organization in Zendesk.",
      next: "Decide under Conflicts whether it is made anew.",
    },
  ],
];

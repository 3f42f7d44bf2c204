/** When somebody is there for a level's clients. */
export type Coverage =
  | { readonly kind: "around-the-clock" }
  /** While any of these schedules is open; without any nothing is said. */
  | { readonly kind: "schedules"; readonly names: readonly string[] };

export type Link = { readonly title: string; readonly url: string };

/** What a level offers besides speed. Empty lists say nothing, not "none". */
export type Offer = {
  /** How its clients reach support, in words: email, phone, a channel in Slack. */
  readonly channels: readonly string[];
  /** BCP 47: `en`, `pt-BR`. */
  readonly languages: readonly string[];
  readonly coverage: Coverage;
  /** What is done for its clients, and what is not. */
  readonly services: readonly string[];
  readonly exclusions: readonly string[];
  readonly training: readonly Link[];
  readonly knowledgeBase: readonly Link[];
};

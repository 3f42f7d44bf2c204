import type { About, Decision } from "./conflict.ts";
import { isAmong } from "../is-among.ts";

/** What operators decided about a client where accounting, Zendesk or other clients are at odds with it. */
export type Decisions = {
  /** What it is called in Zendesk, as long as accounting calls it `instead`. */
  readonly name?: { readonly instead: string; readonly use: string };
  /** The organization that is its own when it bears the client's name, whoever's external id it has. */
  readonly adopt?: number;
  /** Domains that its organization does not get from us. */
  readonly withheldDomains?: readonly string[];
};

export function decidedName(said: string, { name }: Decisions = {}): string {
  return name?.instead === said ? name.use : said;
}

export function decidedDomains(
  said: readonly string[],
  { withheldDomains = [] }: Decisions = {},
): readonly string[] {
  return said.filter((domain) => !isAmong(domain, withheldDomains));
}

/** What a person decided, and of what. */
export type Deciding = {
  readonly decision: Decision;
  readonly about: About;
  /** What accounting calls the client. */
  readonly said: string;
  /** Rename: what it shall be called instead. */
  readonly name: string;
};

/** What is kept of a decision for whenever the client is looked at; restoring and ignoring are done at once. */
export function withDecision(held: Decisions, { decision, about, said, name }: Deciding): Decisions {
  switch (decision) {
    case "rename":
      return { ...held, name: { instead: said, use: name } };
    case "adopt":
      return about.organization ? { ...held, adopt: about.organization.id } : held;
    case "withhold": {
      const withheld = [...(held.withheldDomains ?? []), ...(about.domains ?? [])];
      return { ...held, withheldDomains: [...new Set(withheld)] };
    }
    case "restore":
    case "ignore":
      return held;
  }
}

/** Why the console does not do what was asked of it, and what people do then. */
const refusals = {
  "no-session": {
    status: 401,
    title: "You are signed out",
    next: "A session ends after 12 hours. Sign in again; nothing was changed.",
  },
  role: {
    status: 403,
    title: "Your role may not do this",
    next: "Ask an operator or an admin to do it, or for a token with another role; nothing was changed.",
  },
  "other-origin": {
    status: 403,
    title: "This did not come from the console",
    next: "Another site sent this request, or a proxy hides where it came from. Open the console itself and do it there; nothing was changed.",
  },
  "form-token": {
    status: 403,
    title: "This form was sent before, or is too old",
    next: "Go back, reload the page, look at what it says now, and press the button again if it is still to be done. Nothing was changed.",
  },
  "sign-in": {
    status: 403,
    title: "You are not signed in",
    next: "The token is not known here. Check that all of it was pasted.",
  },
} as const;

export type RefusalKind = keyof typeof refusals;

/** Answered as a page. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind) {
    super(refusals[kind].title);
    this.kind = kind;
  }

  get said(): { readonly status: number; readonly title: string; readonly next: string } {
    return refusals[this.kind];
  }
}

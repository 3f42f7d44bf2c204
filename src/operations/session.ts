/** Whose session it is: the name and the SHA-256 of the token that opened it. */
export type SessionOwner = { readonly name: string; readonly tokenHash: Uint8Array };

/** Somebody who signed in at the console. Whether the token still counts, and for what, is not said here. */
export type Session = SessionOwner & {
  /** Signs the tokens of this session's forms. */
  readonly secret: Uint8Array;
};

export interface Sessions {
  /** Answers the id that the cookie carries; only its hash is kept. */
  open(owner: SessionOwner, until: Date): Promise<string>;
  /** Undefined when it is over. */
  find(id: string): Promise<Session | undefined>;
  close(id: string): Promise<void>;
  /** Answers false when it was spent before. Remembered until it would be refused anyway. */
  spend(nonce: string, until: Date): Promise<boolean>;
}

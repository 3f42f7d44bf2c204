/** There is nothing by this id. */
export class NoSuch extends Error {
  override readonly name = "NoSuch";
}

/** It is there, and cannot be done to it as it is now: it was decided meanwhile, or it runs. */
export class NotNow extends Error {
  override readonly name = "NotNow";
}

/** What was asked for makes no sense; the message says what would. */
export class Unfit extends Error {
  override readonly name = "Unfit";
}

/** A cursor that no page gave out. */
export class BadCursor extends Error {
  override readonly name = "BadCursor";
}

/** Every connection to the database was taken, longer than whoever asked for one could wait. */
export class NoConnectionFree extends Error {
  override readonly name = "NoConnectionFree";
}

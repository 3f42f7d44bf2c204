/** `__Host-` makes browsers refuse it without Secure and Path=/, or from another host. They take Secure from localhost. */
export const sessionCookie = "__Host-los-session";

export const sessionCookieOptions = {
  path: "/",
  secure: true,
  httpOnly: true,
  sameSite: "strict",
} as const;

/** A session ends after this, used or not (milliseconds). */
export const sessionMs = 12 * 60 * 60_000;

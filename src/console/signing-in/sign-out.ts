import { act } from "../acting/act.ts";
import { sessionCookie, sessionCookieOptions } from "./session-cookie.ts";
import { seeOther } from "../look/notice.ts";
import type { ConsolePart } from "../ports.ts";

/** Ends the session here and for good: what shows things live ends with it. */
export const signOut: ConsolePart = (scope, ports) => {
  act(scope, ports, {
    path: "/sign-out",
    action: null,
    reason: "none",
    handler: async ({ request, reply }) => {
      await ports.sessions.close(request.session.id);
      void reply.clearCookie(sessionCookie, sessionCookieOptions);
      return seeOther(reply, "/sign-in");
    },
  });
};

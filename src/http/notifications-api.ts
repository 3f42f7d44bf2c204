import { z } from "zod";

import { named } from "./answer-schemas.ts";
import { done, endpoint } from "./endpoint.ts";
import { mayReason, moment, reason, words } from "./request-schemas.ts";

const tag = "notifications";
const name = words(300).meta({ description: "As in cause:name-taken, drift:policy.vip, onboarding:C-1042" });

const notificationAnswer = named(
  "Notification",
  z.object({
    name: z.string(),
    title: z.string(),
    detail: z.string(),
    since: z.date(),
    toldAt: z.date().nullable(),
    mutedUntil: z.date().nullable(),
  }),
);
const oneNotification = z.object({ notification: notificationAnswer });

export const notificationsApi = [
  endpoint({
    method: "GET",
    path: "/api/notifications",
    action: "look",
    tag,
    summary: "What people were told of and is not over yet",
    answers: { 200: z.object({ notifications: z.array(notificationAnswer) }) },
    async run({ notifications }) {
      return done({ notifications: await notifications.list() });
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/notifications/mute",
    action: "mute",
    tag,
    summary: "Tell nobody of it until then",
    body: z.strictObject({ name, until: moment, reason }),
    answers: { 200: oneNotification },
    async run({ notifications }, { body, act }) {
      const muted = await notifications.mute(body.name, body.until, act(body.reason));
      return done({ notification: muted });
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/notifications/unmute",
    action: "mute",
    tag,
    summary: "Tell people of it again",
    body: mayReason.extend({ name }),
    answers: { 200: oneNotification },
    async run({ notifications }, { body, act }) {
      return done({ notification: await notifications.unmute(body.name, act(body.reason)) });
    },
  }),
];

import { expect, it } from "vitest";

import { messageLabel } from "../../src/telemetry/message-label.ts";

it.each([
  ["new-client", "new-client"],
  ["client-list", "client-list"],
  ["ticket.tags_changed", "ticket.tags_changed"],
  ["unreadable", "unreadable"],
  ["Acme Senior Living", "other"],
])("a message of the kind %s is counted as %s", (kind, label) => {
  expect(messageLabel(kind)).toBe(label);
});

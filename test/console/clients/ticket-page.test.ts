import { expect, test } from "vitest";

import { consoleUnderTest } from "../console-under-test.ts";

test.each([
  ["31", 200],
  ["9007199254740991", 200],
  ["9007199254740992", 404],
  ["9223372036854775808", 404],
  ["0", 404],
  ["-1", 404],
  ["31x", 404],
])("the page of ticket %s is answered %i", async (id, status) => {
  await using desk = await consoleUnderTest();
  const viewer = await desk.signedIn("viewer");

  expect((await viewer.get(`/tickets/${id}`)).statusCode).toBe(status);
});

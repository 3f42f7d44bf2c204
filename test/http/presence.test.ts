import { describe, expect, it } from "vitest";

import { createPresence } from "../../src/http/presence.ts";
import { Problem } from "../../src/http/problems.ts";
import { NoConnectionFree } from "../../src/operations/refusals.ts";

const database = (ping: () => Promise<void>) => createPresence({ database: { ping, isEssential: true } });
const up = database(async () => undefined);
const away = database(async () => await Promise.reject(new Error("connection refused")));
const busy = new NoConnectionFree("no connection to the database came free in time");

describe("an error that nobody expected", () => {
  it.each([
    ["that it is busy, when no connection came free", up, busy, "is busy"],
    [
      "that it is away, when no connection came free of one that does not answer",
      away,
      busy,
      "does not answer",
    ],
    ["that it is away, whatever the error", away, new Error("broken"), "does not answer"],
  ])("says of the database %s", async (_what, presence, err, said) => {
    const meant = await presence.unlessAway(err);

    expect(meant).toBeInstanceOf(Problem);
    expect(meant).toMatchObject({ code: "unavailable", cause: err });
    expect(String(meant)).toContain(said);
  });

  it("is itself, when the database is there", async () => {
    const err = new Error("broken");

    expect(await up.unlessAway(err)).toBe(err);
  });
});

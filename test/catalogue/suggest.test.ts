import { expect, it } from "vitest";

import { suggest } from "../../src/catalogue/suggest.ts";

it.each([
  ["vip", ["VIP", "SMB"], "did you mean VIP?"],
  ["key account", ["VIP", "Key Account"], "did you mean Key Account?"],
  ["first_reply", ["first_reply_time", "next_reply_time"], "did you mean first_reply_time?"],
  ["sunday", ["sat", "sun"], "did you mean sun?"],
  ["su", ["sunday", "monday"], "there are sunday, monday"],
  ["Gold", ["VIP", "SMB"], "there are VIP, SMB"],
  ["Gold", ["VIP"], "there is only VIP"],
])("for %s where there are %s: %s", (written, names, hint) => {
  expect(suggest(written, names)).toBe(hint);
});

import { expect, it } from "vitest";

import { keepingCalls } from "../src/keeping-calls.ts";
import { connectDatabase } from "../src/store/database.ts";
import { recorded } from "../src/zendesk/recorded-calls.ts";
import { hearingLog } from "./support/hearing-log.ts";

it("work is done whether or not its calls can be kept", async () => {
  const db = connectDatabase("postgres://nobody@127.0.0.1:1/nothing");
  const { log, lines } = hearingLog();
  const lease = { kind: "reconcile-client", key: "C-1", version: 1n, epoch: 1n, attempts: 0 } as const;
  const perform = keepingCalls({ db, log }, async () => {
    const sent = recorded({ method: "PUT", url: new URL("https://acme.zendesk.com/api/v2/x") }, async () => {
      throw new Error("the wire is cut");
    });
    await sent.catch(() => {});
    return new Map([["C-1", { kind: "done" }]]);
  });

  expect(await perform([lease], async () => {})).toEqual(new Map([["C-1", { kind: "done" }]]));
  expect(lines()).toMatchObject([{ msg: "calls.lost", calls: 1 }]);
  await db.destroy();
});

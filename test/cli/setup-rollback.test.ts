import { describe, expect, it } from "vitest";

import { writesIn } from "./client-lists.ts";
import { catalogueFolder, emptyAccount, shownPolicies, withDepartments } from "./setup-desk.ts";

const apply = ["setup", "apply", "--yes"];
const rollback = ["setup", "rollback", "--yes"];

describe("los setup rollback", () => {
  it("takes out what was made, last step first, until the account is as it was", async () => {
    const { run, sandbox } = await emptyAccount();
    const before = await run(["setup", "plan"]);
    await run(apply);

    const { code, out, err } = await run(rollback);

    expect(code).toBe(0);
    expect(out).toMatch(/^Rolled back: \d+ changes\.$/);
    const undone = err.split("\n").filter((line) => line.startsWith("undone"));
    expect(err).toContain(
      "organization field client_vertical: the field is deleted, with what every organization has in it",
    );
    expect([undone.at(0), undone.at(-1)]).toEqual([
      "undone  webhook los-sync",
      "undone  organization field client_vertical",
    ]);
    expect(await run(["setup", "plan"])).toEqual(before);
    sandbox.forgetCalls();
    expect((await run(rollback)).out).toBe("Nothing was applied from here that could be rolled back.");
    expect(writesIn(sandbox)).toEqual([]);
  });

  it("gives back the values that were there before", async () => {
    const desk = await emptyAccount();
    await desk.run(apply);
    const [first, ...others] = await shownPolicies(desk);
    const edited = { ...first, title: "Edited" };
    await desk.inZendesk("PUT", `slas/policies/${first?.id}`, { sla_policy: { title: edited.title } });
    const ids = [...others, edited].map(({ id }) => id);
    await desk.inZendesk("PUT", "slas/policies/reorder", { sla_policy_ids: ids });
    expect((await desk.run(apply)).code).toBe(0);
    expect((await shownPolicies(desk))[0]).toMatchObject({ title: "VIP" });

    expect((await desk.run(rollback)).code).toBe(0);

    const after = await shownPolicies(desk);
    expect(after.map(({ id }) => id)).toEqual(ids);
    expect(after.at(-1)?.title).toBe("Edited");
  });

  it("undoes what of an apply was done before it stopped, and not what was never done", async () => {
    const { run, sandbox } = await emptyAccount();
    const before = await run(["setup", "plan"]);
    sandbox.tellFaults([{ kinds: ["500"], method: "PUT", path: "/api/v2/business_hours", times: 1 }]);
    expect((await run(apply)).code).toBe(1);

    expect((await run(rollback)).code).toBe(0);

    expect(await run(["setup", "plan"])).toEqual(before);
  });

  it("goes on where it was stopped, and takes for undone what somebody has deleted", async () => {
    const desk = await emptyAccount();
    await desk.run(apply);
    const [policy] = await shownPolicies(desk);
    await desk.inZendesk("DELETE", `slas/policies/${policy?.id}`);
    desk.sandbox.tellFaults([{ kinds: ["500"], method: "DELETE", path: "/api/v2/webhooks", times: 1 }]);

    const stopped = await desk.run(rollback);
    const continued = await desk.run(rollback);

    expect(stopped).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^1 change of \d+ is not undone; running it again continues\.$/),
    });
    expect(continued).toMatchObject({ code: 0, out: "Rolled back: 1 change." });
  });

  it("stops when asked to, after the step under way; run again, it continues", async () => {
    const { run } = await emptyAccount();
    const before = await run(["setup", "plan"]);
    await run(apply);
    let stop = (): void => {};
    const undone: string[] = [];
    const stopping = {
      onStop: (heard: () => void) => {
        stop = heard;
        return { [Symbol.dispose]: () => {} };
      },
      err: (line: string) => {
        if (line.startsWith("undone") && undone.push(line) === 2) stop();
      },
    };

    const stopped = await run(rollback, stopping);

    expect(undone).toHaveLength(2);
    expect(stopped.code).toBe(1);
    expect(stopped.out).toMatch(/^\d+ changes of \d+ are not undone; running it again continues\.$/);
    expect((await run(rollback)).code).toBe(0);
    expect(await run(["setup", "plan"])).toEqual(before);
  });

  it("waits when Zendesk asks to while the order of policies is read", async () => {
    const desk = await emptyAccount();
    await desk.run(apply);
    const [first, ...others] = (await shownPolicies(desk)).map(({ id }) => id);
    await desk.inZendesk("PUT", "slas/policies/reorder", { sla_policy_ids: [...others, first] });
    await desk.run(apply);
    const slow = { kinds: ["429" as const], method: "GET", path: "/api/v2/slas/policies", times: 1 };
    desk.sandbox.tellFaults([{ ...slow, retryAfterSeconds: 1 }]);

    expect((await desk.run(rollback)).code).toBe(0);
    expect((await shownPolicies(desk)).at(-1)?.id).toBe(first);
  });

  it("goes further back with each run, also past policies that came back under other ids", async () => {
    const desk = await emptyAccount();
    const withExceptions = { CONFIG_DIR: await catalogueFolder(withDepartments) };
    await desk.run(apply);
    const before = await shownPolicies(desk);
    await desk.run(apply, {}, withExceptions);
    const between = await shownPolicies(desk);
    await desk.run([...apply, "--prune"]);

    expect((await desk.run(rollback)).code).toBe(0);
    expect((await shownPolicies(desk)).map(({ title }) => title)).toEqual(between.map(({ title }) => title));
    expect((await desk.run(rollback)).code).toBe(0);
    expect(await shownPolicies(desk)).toEqual(before);
  });

  it("puts policies back in order beside those that others have made and deleted since", async () => {
    const theirs = { title: "Theirs", filter: { all: [], any: [] } };
    const desk = await emptyAccount({ policies: [theirs] });
    await desk.run(["policies", ...apply.slice(1)]);
    const ours = (await shownPolicies(desk)).filter(({ title }) => title !== "Theirs");
    const all = (await shownPolicies(desk)).map(({ id }) => id).toReversed();
    await desk.inZendesk("PUT", "slas/policies/reorder", { sla_policy_ids: all });
    await desk.run(["policies", ...apply.slice(1)]);
    await desk.inZendesk("POST", "slas/policies", { sla_policy: { ...theirs, title: "New" } });
    const gone = (await shownPolicies(desk)).find(({ title }) => title === "Theirs");
    await desk.inZendesk("DELETE", `slas/policies/${gone?.id}`);

    expect((await desk.run(rollback)).code).toBe(0);

    const titles = (await shownPolicies(desk)).map(({ title }) => title);
    expect(titles).toEqual([...ours.map(({ title }) => title).toReversed(), "New"]);
  });
});

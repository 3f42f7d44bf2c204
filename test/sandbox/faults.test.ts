import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";
import type { Answer, Calling } from "./calling.ts";

const list = "/api/v2/organizations.json";
const token = {
  grant_type: "client_credentials",
  client_id: "los_sync",
  client_secret: "sandbox-client-secret",
};

/** The status, or the code of the error when there was no answer. */
async function outcome(answer: Promise<Answer>): Promise<number | string> {
  try {
    return (await answer).status;
  } catch (error) {
    return ((error as Error).cause as { readonly code: string }).code;
  }
}

const addTag = (zendesk: Calling, id: number): Promise<Answer> =>
  zendesk.call("PUT", `/api/v2/organizations/${id}/tags`, { tags: ["new"] });

describe("a fault", () => {
  it.each([
    ["429", 429, false],
    ["500", 500, false],
    ["502", 502, false],
    ["503", 503, false],
    ["504", 504, false],
    ["garbage", 200, false],
    ["reset-before", "ECONNRESET", false],
    ["down", "ECONNRESET", false],
    ["reset-after", "ECONNRESET", true],
    ["500-after", 500, true],
    ["slow", 200, true],
  ] as const)("%s ends in %s; whether the change was made: %s", async (kind, ending, applied) => {
    await using zendesk = await calling({ organizations: [{ name: "Acme" }] });
    const id = 31204500002322;
    zendesk.sandbox.tellFaults([{ kinds: [kind], delayMs: 30 }]);

    const ended = await outcome(addTag(zendesk, id));

    expect(ended).toBe(ending);
    expect(zendesk.sandbox.account.organizations.get(id)?.tags).toEqual(applied ? ["new"] : []);
    expect(zendesk.sandbox.calls).toMatchObject([
      {
        method: "PUT",
        path: "/api/v2/organizations/31204500002322/tags",
        status: typeof ending === "number" ? ending : null,
        applied,
        fault: kind,
        limit: null,
        organizationId: id,
        body: { tags: ["new"] },
      },
    ]);
  });

  it("hang never answers, and does not keep the sandbox from closing", async () => {
    const zendesk = await calling({ faults: [{ kinds: ["hang"] }] });
    const gaveUp = fetch(zendesk.sandbox.url + list, { signal: AbortSignal.timeout(100) });

    await expect(gaveUp).rejects.toThrow("aborted");
    const waiting = outcome(zendesk.call("GET", list));
    await zendesk.sandbox.close();

    expect(await waiting).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  });

  it.each([
    ["429", "application/json; charset=utf-8", "7"],
    ["502", "text/html; charset=utf-8", null],
    ["503", "text/html; charset=utf-8", "7"],
    ["504", "text/html; charset=utf-8", null],
    ["garbage", "text/html; charset=utf-8", null],
  ] as const)("%s has the type %s and Retry-After %s", async (kind, type, retryAfter) => {
    await using zendesk = await calling({ faults: [{ kinds: [kind], retryAfterSeconds: 7 }] });

    const { headers } = await zendesk.call("GET", list);

    expect([headers.get("content-type"), headers.get("retry-after")]).toEqual([type, retryAfter]);
  });

  it("strikes only the method, the path and the number of requests that it is for", async () => {
    await using zendesk = await calling({ organizations: [{ name: "Acme" }] });
    zendesk.sandbox.tellFaults([
      { kinds: ["500"], method: "PUT", path: "/api/v2/organizations/31204500002322", times: 2 },
    ]);

    const endings = [];
    for (const ask of [
      () => zendesk.call("GET", "/api/v2/organizations/31204500002322.json"),
      () => zendesk.call("PUT", "/api/v2/organization_fields/seo_analyst", { organization_field: {} }),
      () => addTag(zendesk, 31204500002322),
      () => addTag(zendesk, 31204500002322),
      () => addTag(zendesk, 31204500002322),
    ]) {
      endings.push(await outcome(ask()));
    }

    expect(endings).toEqual([200, 200, 500, 500, 200]);
    expect(zendesk.sandbox.faults).toEqual([]);
  });

  it("strikes its share of the requests, and the same ones for the same seed", async () => {
    const faults = [{ kinds: ["500", "502"] as const, share: 0.3 }];
    const endings = async (seed: number): Promise<string> => {
      await using zendesk = await calling({ faults, seed });
      const statuses = [];
      for (let count = 0; count < 60; count += 1) statuses.push(await outcome(zendesk.call("GET", list)));
      return statuses.join(" ");
    };

    const [first, again, other] = [await endings(7), await endings(7), await endings(8)];

    expect(first).toBe(again);
    expect(first).not.toBe(other);
    expect(first.match(/50\d/g)?.length).toBeGreaterThan(9);
    expect(first.match(/50\d/g)?.length).toBeLessThan(28);
    expect(first).toContain("500");
    expect(first).toContain("502");
  });

  it("spares the token endpoint unless it names it, or everything is down", async () => {
    await using zendesk = await calling({ faults: [{ kinds: ["500"] }] });
    const ask = (): Promise<number | string> => outcome(zendesk.call("POST", "/oauth/tokens", token));

    const spared = await ask();
    zendesk.sandbox.tellFaults([{ kinds: ["500"], path: "/oauth" }]);
    const named = await ask();
    zendesk.sandbox.tellFaults([{ kinds: ["down"] }]);
    const down = await ask();

    expect([spared, named, down]).toEqual([200, 500, "ECONNRESET"]);
  });

  it("struck before the request is looked at uses up no allowance", async () => {
    await using zendesk = await calling({ faults: [{ kinds: ["503"] }] });

    await zendesk.call("GET", list);

    expect(zendesk.sandbox.usage.requests.used).toBe(0);
  });
});

describe("the record of calls", () => {
  it("tells which calls changed something, also when they come all at once", async () => {
    await using zendesk = await calling({ organizations: [{ name: "Acme" }], latencyMs: 5 });
    const id = 31204500002322;

    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? zendesk.call("GET", list)
          : zendesk.call("PUT", `/api/v2/organizations/${id}/tags`, { tags: [`tag_${index}`] }),
      ),
    );
    await addTag(zendesk, id);
    await addTag(zendesk, id);

    const applied = (method: string): readonly boolean[] =>
      zendesk.sandbox.calls.filter((call) => call.method === method).map((call) => call.applied);
    expect(applied("GET")).toEqual(Array(10).fill(false));
    expect(applied("PUT")).toEqual([...Array<boolean>(11).fill(true), false]);
  });
});

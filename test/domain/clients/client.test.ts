import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type ClientRecord, isKnown, merge, type Statement } from "../../../src/domain/clients/client.ts";
import { aClient, at, aStatement } from "../../support/builders.ts";
import { runs } from "../../support/runs.ts";

const nobody: ClientRecord = { clientId: "C-1", fields: {} };

function afterAll(statements: readonly Statement[]): ClientRecord {
  return statements.reduce((record, statement) => merge(record, statement).record, nobody);
}

function valuesIn(record: ClientRecord): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record.fields).map(([field, said]) => [field, said.value]));
}

it("a client keeps what operators decided about it, whatever is said of it", () => {
  const record = { ...aClient({}), decisions: { adopt: 7001 } };

  expect(merge(record, aStatement({ name: "Apex" }, { occurredAt: at(9) })).record).toMatchObject({
    fields: { name: { value: "Apex" } },
    decisions: { adopt: 7001 },
  });
});

describe("what is said of a client", () => {
  it("adds up field by field", () => {
    const record = afterAll([
      aStatement({ name: "Acme", segment: "VIP" }),
      aStatement({ seoAnalyst: "Dana Fox" }, { messageId: "msg_2", occurredAt: at(1) }),
    ]);

    expect(valuesIn(record)).toEqual({ name: "Acme", segment: "VIP", seoAnalyst: "Dana Fox" });
  });

  it("remembers where each value came from", () => {
    const { record } = merge(nobody, aStatement({ name: "Acme" }, { messageId: "msg_9", occurredAt: at(4) }));

    expect(record.fields.name).toEqual({ value: "Acme", occurredAt: at(4), messageId: "msg_9" });
  });

  it("gives way to what is newer, whatever comes first", () => {
    const older = aStatement({ accountManager: "Lee Park" }, { messageId: "msg_1", occurredAt: at(1) });
    const newer = aStatement({ accountManager: "Kim Wu" }, { messageId: "msg_2", occurredAt: at(2) });

    expect(valuesIn(afterAll([older, newer]))).toEqual({ accountManager: "Kim Wu" });
    expect(valuesIn(afterAll([newer, older]))).toEqual({ accountManager: "Kim Wu" });
  });

  it("gives way per field, not as a whole", () => {
    const record = afterAll([
      aStatement({ accountManager: "Kim Wu" }, { messageId: "msg_2", occurredAt: at(2) }),
      aStatement(
        { accountManager: "Lee Park", daAnalyst: "Sam Reyes" },
        { messageId: "msg_1", occurredAt: at(1) },
      ),
    ]);

    expect(valuesIn(record)).toEqual({ accountManager: "Kim Wu", daAnalyst: "Sam Reyes" });
  });

  it("is decided by the larger message id when both are of the same moment", () => {
    const one = aStatement({ segment: "VIP" }, { messageId: "msg_a" });
    const other = aStatement({ segment: "SMB" }, { messageId: "msg_b" });

    expect(valuesIn(afterAll([one, other]))).toEqual({ segment: "SMB" });
    expect(valuesIn(afterAll([other, one]))).toEqual({ segment: "SMB" });
  });

  it("is cleared by null, and an older value does not come back", () => {
    const record = afterAll([
      aStatement({ daAnalyst: null }, { messageId: "msg_2", occurredAt: at(2) }),
      aStatement({ daAnalyst: "Sam Reyes" }, { messageId: "msg_1", occurredAt: at(1) }),
    ]);

    expect(valuesIn(record)).toEqual({ daAnalyst: null });
  });

  it("does not change anything by saying the same again, but is remembered as newer", () => {
    const { record } = merge(nobody, aStatement({ domains: ["acme.example"] }));

    const again = merge(
      record,
      aStatement({ domains: ["acme.example"] }, { messageId: "msg_2", occurredAt: at(2) }),
    );

    expect(again.changed).toEqual([]);
    expect(again.stale).toEqual([]);
    expect(again.record.fields.domains?.occurredAt).toBe(at(2));
  });

  it("is stale where something newer is known", () => {
    const { record } = merge(nobody, aStatement({ name: "Acme" }, { occurredAt: at(2) }));

    const late = merge(record, aStatement({ name: "Acme Inc", vertical: "Retail" }, { occurredAt: at(1) }));

    expect(late.stale).toEqual(["name"]);
    expect(late.changed).toEqual(["vertical"]);
  });

  it("ends the same in every order, however often each part is repeated", () => {
    const statement = fc.record({
      clientId: fc.constant("C-1"),
      messageId: fc.stringMatching(/^msg_[0-9]{3}$/),
      occurredAt: fc.integer({ min: 0, max: 5 }).map(at),
      says: fc.record(
        {
          segment: fc.constantFrom("VIP", "SMB"),
          seoAnalyst: fc.option(fc.constantFrom("Dana", "Kim")),
          domains: fc.option(fc.subarray(["a.example", "b.example"])),
        },
        { requiredKeys: [] },
      ),
    });
    const cases = fc
      .uniqueArray(statement, { selector: ({ messageId }) => messageId, maxLength: 8 })
      .chain((statements) =>
        fc.tuple(
          fc.constant(statements),
          fc.shuffledSubarray([...statements, ...statements], { minLength: statements.length * 2 }),
        ),
      );

    fc.assert(
      fc.property(cases, ([inOrder, shuffled]) => {
        expect(afterAll(shuffled)).toEqual(afterAll(inOrder));
      }),
      runs(500),
    );
  });
});

describe("a client", () => {
  it.each([
    [{ name: "Acme", segment: "VIP" }, true],
    [{ name: "Acme" }, false],
    [{ segment: "VIP" }, false],
    [{ seoAnalyst: "Dana Fox" }, false],
  ])("of which we heard %j is known: %j", (says, known) => {
    expect(isKnown(merge(nobody, aStatement(says)).record)).toBe(known);
  });
});

import { describe, expect, it } from "vitest";
import { Rejected } from "../../src/jobs/refusals.ts";
import { writtenTickets } from "../../src/zendesk/written-tickets.ts";

const asked = { method: "PUT", path: "/api/v2/tickets/update_many" };

/** What one row says of ticket 9001. */
function saidBy(row: unknown): unknown {
  const written = writtenTickets([9001], [row], asked).get(9001);
  return written instanceof Rejected ? `${written.code}: ${written.message}` : written;
}

describe("a row of a bulk job's results", () => {
  const failed = { action: "update", id: 9001, success: false };

  it.each<[unknown, string]>([
    [{ action: "update", status: "Updated", success: true, id: 9001 }, "updated"],
    [{ ...failed, error: "UpdateConflict", details: "Safe Update prevented the update" }, "outdated"],
    [{ ...failed, error: "RecordNotFound", details: "Not found" }, "outdated"],
    [{ ...failed, error: "TooManyRequests", details: "Too many requests to update" }, "unsure"],
    [
      { ...failed, error: "RecordInvalid", details: "closed prevents ticket update" },
      "zendesk-row:RecordInvalid: zendesk did not update ticket 9001: RecordInvalid, closed prevents ticket update",
    ],
    [
      { ...failed, error: "RecordInvalid", details: { base: ["no"] } },
      'zendesk-row:RecordInvalid: zendesk did not update ticket 9001: RecordInvalid, {"base":["no"]}',
    ],
    [failed, 'zendesk-row:Unknown: zendesk did not update ticket 9001: Unknown, ""'],
    [{ ...failed, id: 9002 }, "unsure"],
    [{ success: true }, "unsure"],
    ["Updated", "unsure"],
    [null, "unsure"],
  ])("%j means %s", (row, meaning) => {
    expect(saidBy(row)).toBe(meaning);
  });

  it("of a refusal is kept for the person who looks into it", () => {
    const written = writtenTickets([9001], [{ ...failed, error: "RecordInvalid", details: "no" }], asked);

    expect(written.get(9001)).toMatchObject({
      exchange: { ...asked, answer: { id: 9001, error: "RecordInvalid", details: "no" } },
    });
  });
});

describe("a bulk job", () => {
  it("that says nothing leaves all unsure", () => {
    expect(writtenTickets([9001, 9002], [], asked)).toEqual(
      new Map([
        [9001, "unsure"],
        [9002, "unsure"],
      ]),
    );
  });
});

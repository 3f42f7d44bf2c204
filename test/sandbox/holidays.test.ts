import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";
import type { Calling } from "./calling.ts";

const christmas = { name: "Christmas", start_date: "2026-12-24", end_date: "2026-12-26" };
const newYear = { name: "New Year", start_date: "2027-01-01", end_date: "2027-01-01" };

async function office(): Promise<Calling & { readonly path: string }> {
  const zendesk = await calling({
    now: clockAt("2026-03-02T09:00:00Z").now,
    schedules: [{ name: "Office", time_zone: "UTC", holidays: [christmas] }],
  });
  const [schedule] = zendesk.sandbox.account.schedules.list();
  return { ...zendesk, path: `/api/v2/business_hours/schedules/${schedule!.id}/holidays` };
}

describe("the holidays of a schedule", () => {
  it("are created, shown, changed and deleted", async () => {
    await using zendesk = await office();
    const { path } = zendesk;

    const created = await zendesk.call("POST", path, { holiday: newYear });
    const { id } = (created.body as { readonly holiday: { readonly id: number } }).holiday;
    const changed = await zendesk.call("PUT", `${path}/${id}`, { holiday: { end_date: "2027-01-02" } });
    const shown = await zendesk.call("GET", `${path}/${id}`);
    const listed = await zendesk.call("GET", path);
    const deleted = await zendesk.call("DELETE", `${path}/${id}`);
    const gone = await zendesk.call("GET", `${path}/${id}`);

    expect([created, changed, deleted, gone].map(({ status }) => status)).toEqual([201, 200, 204, 404]);
    expect(created.body).toEqual({ holiday: { id, ...newYear } });
    expect(shown.body).toEqual({ holiday: { id, ...newYear, end_date: "2027-01-02" } });
    expect(listed.body).toMatchObject({ holidays: [christmas, { id }], url: zendesk.sandbox.url + path });
  });

  it("are listed for the days asked for", async () => {
    await using zendesk = await office();
    const { path } = zendesk;
    await zendesk.call("POST", path, { holiday: newYear });

    const { body } = await zendesk.call("GET", `${path}?start_date=2026-12-26&end_date=2026-12-31`);

    expect(body).toMatchObject({ holidays: [christmas] });
  });

  it.each([
    ["two years ago", { start_date: "2024-03-02" }, 201],
    ["in two years", { end_date: "2028-03-02" }, 201],
    ["over two years ago", { start_date: "2024-03-01" }, 422],
    ["over two years ahead", { end_date: "2028-03-03" }, 422],
    ["before they began", { end_date: "2026-12-31" }, 422],
    ["on no day of any year", { end_date: "2027-02-29" }, 422],
    ["without a name", { name: "" }, 422],
  ])("may be, or not, %s", async (_when, said, status) => {
    await using zendesk = await office();

    const answer = await zendesk.call("POST", zendesk.path, { holiday: { ...newYear, ...said } });

    expect(answer.status).toBe(status);
  });
});

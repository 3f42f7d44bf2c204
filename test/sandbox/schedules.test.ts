import { describe, expect, it } from "vitest";
import { calling, clockAt } from "./calling.ts";
import type { Answer } from "./calling.ts";

const path = "/api/v2/business_hours/schedules";
const monday = { start_time: 1980, end_time: 2460 };
const idIn = ({ body }: Answer): number =>
  (body as { readonly schedule: { readonly id: number } }).schedule.id;

describe("a schedule", () => {
  it("is created with office hours, changed, and deleted", async () => {
    const clock = clockAt("2026-03-02T09:00:00Z");
    await using zendesk = await calling({ now: clock.now });

    const created = await zendesk.call("POST", path, { schedule: { name: "Office", time_zone: "Berlin" } });
    const one = `${path}/${idIn(created)}`;
    clock.set("2026-03-02T10:00:00Z");
    const changed = await zendesk.call("PUT", one, { schedule: { time_zone: "London" } });
    const shown = await zendesk.call("GET", one);
    const deleted = await zendesk.call("DELETE", one);
    const gone = await zendesk.call("GET", one);

    expect([created, changed, deleted, gone].map(({ status }) => status)).toEqual([201, 200, 204, 404]);
    expect(created.body).toEqual({
      schedule: {
        id: idIn(created),
        name: "Office",
        time_zone: "Berlin",
        created_at: "2026-03-02T09:00:00Z",
        updated_at: "2026-03-02T09:00:00Z",
        intervals: [0, 1, 2, 3, 4].map((day) => ({
          start_time: monday.start_time + day * 1440,
          end_time: monday.end_time + day * 1440,
        })),
      },
    });
    expect(changed.body).toMatchObject({
      schedule: { name: "Office", time_zone: "London", updated_at: "2026-03-02T10:00:00Z" },
    });
    expect(shown.body).toEqual(changed.body);
  });

  it("takes intervals as its workweek only", async () => {
    await using zendesk = await calling({ schedules: [{ name: "Office", time_zone: "UTC" }] });
    const { id } = zendesk.sandbox.account.schedules.list()[0]!;

    const ignored = await zendesk.call("PUT", `${path}/${id}`, { schedule: { intervals: [monday] } });
    const workweek = await zendesk.call("PUT", `${path}/${id}/workweek`, {
      workweek: { intervals: [monday] },
    });

    expect(ignored.headers.get("x-zendesk-api-warn")).toContain('"schedule.intervals"');
    expect((ignored.body as { schedule: { intervals: object[] } }).schedule.intervals).toHaveLength(5);
    expect(workweek.body).toEqual({ workweek: { intervals: [monday] } });
    expect(zendesk.sandbox.account.schedules.get(id)?.intervals).toEqual([monday]);
  });

  it.each([
    ["no name", { time_zone: "UTC" }, "name"],
    ["no zone", { name: "Office" }, "time_zone"],
    ["a zone by its IANA name", { name: "Office", time_zone: "Europe/Berlin" }, "time_zone"],
  ])("is refused with %s", async (_what, schedule, key) => {
    await using zendesk = await calling();

    const answer = await zendesk.call("POST", path, { schedule });

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ details: { [key]: [{}] } });
  });

  it("is in a zone that the account lists", async () => {
    await using zendesk = await calling({ now: clockAt("2026-07-01T09:00:00Z").now });

    const { body } = await zendesk.call("GET", "/api/v2/time_zones.json");

    expect((body as { readonly time_zones: readonly object[] }).time_zones).toContainEqual({
      translated_name: "Pacific Time (US & Canada)",
      name: "Pacific Time (US & Canada)",
      iana_name: "America/Los_Angeles",
      offset: -420,
      formatted_offset: "GMT-07:00",
    });
  });
});

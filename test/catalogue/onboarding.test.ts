import { describe, expect, it } from "vitest";

import { office, read, smallest } from "./reading.ts";

describe("onboarding", () => {
  it("is late after two days, and nobody is reminded, unless said otherwise", () => {
    expect(read(smallest).onboarding).toEqual({
      remindAfterDays: 2,
      schedule: null,
      emails: { da: null, "account-management": null },
    });
  });

  it("goes by the business days of the first schedule unless it names another", () => {
    const late = office.replace("schedules:\n", "").replace("Office", "Late");

    expect(read(smallest + office + late).onboarding.schedule).toBe("Office");
    expect(read(`${smallest}${office}${late}onboarding: { schedule: Late }\n`).onboarding.schedule).toBe(
      "Late",
    );
  });

  it("may say when and where departments are reminded", () => {
    const { onboarding } = read(`${smallest}onboarding:
  remind_after: 5
  replies:
    da: { email: ads@example.com }
    account_management: { email: accounts@example.com }
`);

    expect(onboarding).toEqual({
      remindAfterDays: 5,
      schedule: null,
      emails: { da: "ads@example.com", "account-management": "accounts@example.com" },
    });
  });
});

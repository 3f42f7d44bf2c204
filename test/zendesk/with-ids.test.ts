import { describe, expect, it } from "vitest";

import { withIds } from "../../src/zendesk/with-ids.ts";

const ids = new Map<string, number | string>([
  ["schedule Office (Portland/Salem)", 7],
  ["policy los_vip", 8],
  ["group policy SEO", "01H/X"],
]);

describe("a request of setup", () => {
  it("gets the ids of what was made before, in its address and anywhere in its body", () => {
    const request = {
      method: "PUT" as const,
      path: "/schedules/{$id:schedule Office (Portland/Salem)}/{$id:group policy SEO}",
      body: {
        ids: [1, { $id: "policy los_vip" }, "2"],
        deep: { one: { $id: "group policy SEO" }, none: null },
      },
    };

    expect(withIds(request, ids)).toEqual({
      method: "PUT",
      path: "/schedules/7/01H%2FX",
      body: { ids: [1, 8, "2"], deep: { one: "01H/X", none: null } },
    });
  });

  it("has no body where it had none", () => {
    expect(withIds({ method: "DELETE", path: "/webhooks/1" }, ids)).toEqual({
      method: "DELETE",
      path: "/webhooks/1",
    });
  });

  it("is not sent while an id is not known", () => {
    expect(() => withIds({ method: "DELETE", path: "/x/{$id:policy los_smb}" }, ids)).toThrow(
      'the step "policy los_smb" made nothing whose id could be used',
    );
  });
});

import { describe, expect, it } from "vitest";

import { clientWorld, type ClientWorld } from "./client-world.ts";

/** A client that Zendesk agreed to, whose organization somebody changed by hand since. */
async function edited(fields: Readonly<Record<string, string>>): Promise<ClientWorld> {
  const world = clientWorld();
  world.tell({ seoAnalyst: "Dana Fox" });
  await world.reconcile();
  world.wait(60);
  const [organization] = world.zendesk.all();
  await world.zendesk.update(organization!.id, { fields });
  return world;
}

function doubt({ links }: ClientWorld): void {
  links.set("C-1", { ...links.get("C-1")!, isDoubted: true });
}

describe("a manual edit of a field of ours", () => {
  it("is not looked for while nobody doubts", async () => {
    const world = await edited({ seo_analyst: "by hand" });

    expect(await world.callsOf()).toEqual([]);
  });

  it("is undone when it is found, and remembered as restored", async () => {
    const world = await edited({ seo_analyst: "by hand" });
    doubt(world);

    await world.reconcile();

    expect(world.zendesk.all()).toMatchObject([{ fields: { seo_analyst: "Dana Fox" } }]);
    expect(world.written.at(-1)).toMatchObject({
      what: "organization.restored",
      change: { fields: { seo_analyst: "Dana Fox" } },
    });
  });

  it("is left and remembered as edited when the catalogue says so", async () => {
    const world = await edited({ seo_analyst: "by hand" });
    doubt(world);
    world.onManualEdit("report");

    const calls = await world.callsOf();

    expect(calls).toEqual(["findById 7001"]);
    expect(world.zendesk.all()).toMatchObject([{ fields: { seo_analyst: "by hand" } }]);
    expect(world.written.at(-1)).toMatchObject({
      what: "organization.edited",
      change: { fields: { seo_analyst: "Dana Fox" } },
    });
  });

  it("gives way to what accounting says anew, and that is an update", async () => {
    const world = await edited({ seo_analyst: "by hand" });
    doubt(world);
    world.onManualEdit("report");
    world.tell({ seoAnalyst: "Kim Wu" });

    await world.reconcile();

    expect(world.zendesk.all()).toMatchObject([{ fields: { seo_analyst: "Kim Wu" } }]);
    expect(world.written.at(-1)).toMatchObject({ what: "organization.updated" });
  });

  it("of another field is left alone when accounting says something new, until somebody looks for it", async () => {
    const world = await edited({ seo_analyst: "by hand" });
    world.tell({ seoAnalyst: "Dana Fox", daAnalyst: "Kim Wu" });
    await world.reconcile();
    const after = world.zendesk.all();
    world.wait(60);
    doubt(world);
    await world.reconcile();

    expect(after).toMatchObject([{ fields: { seo_analyst: "by hand", da_analyst: "Kim Wu" } }]);
    expect(world.zendesk.all()).toMatchObject([
      { fields: { seo_analyst: "Dana Fox", da_analyst: "Kim Wu" } },
    ]);
    expect(world.written.at(-1)).toMatchObject({ what: "organization.restored" });
  });

  it.each([
    ["restore", "organization.restored", "Dana Fox"],
    ["report", "organization.edited", "by hand"],
  ] as const)("is treated the same among many: %s", async (onManualEdit, what, after) => {
    const world = clientWorld();
    world.onManualEdit(onManualEdit);
    const clientIds = Array.from({ length: 10 }, (_, index) => `C-${index + 1}`);
    for (const clientId of clientIds)
      world.tell({ name: `Acme ${clientId}`, seoAnalyst: "Dana Fox" }, clientId);
    await world.reconcileAll(clientIds);
    world.wait(60);
    for (const { id } of world.zendesk.all())
      await world.zendesk.update(id, { fields: { seo_analyst: "by hand" } });
    for (const [clientId, link] of world.links) world.links.set(clientId, { ...link, isDoubted: true });

    await world.reconcileAll(clientIds);

    expect(world.zendesk.all().map(({ fields }) => fields["seo_analyst"])).toEqual(
      clientIds.map(() => after),
    );
    expect(world.written.slice(-10).map((write) => write.what)).toEqual(clientIds.map(() => what));
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import type { DesiredOrganization } from "../../src/domain/clients/organization.ts";
import type { ManyOrganizations, Organizations } from "../../src/jobs/ports.ts";
import { aDesire } from "../support/builders.ts";
import { oddExternalIds } from "./odd-external-ids.ts";

/** An account without organizations, what people do in it by hand, and what befalls its bulk jobs. */
export type AccountOfMany = {
  readonly organizations: Organizations & ManyOrganizations;
  removeByHand(id: number): void;
  /** The next bulk job fails after half of its rows. */
  failNextJob(): void;
};

/** What `ManyOrganizations` promises, whoever keeps it. */
export function describeManyOrganizations(who: string, newAccount: () => Promise<AccountOfMany>): void {
  let organizations: AccountOfMany["organizations"];
  let account: AccountOfMany;
  beforeEach(async () => {
    account = await newAccount();
    ({ organizations } = account);
  });

  const desires = (count: number): DesiredOrganization[] =>
    Array.from({ length: count }, (_none, index) =>
      aDesire({ externalId: `C-${index + 1}`, name: `Client ${index + 1}` }),
    );
  const idsOf = (desired: readonly DesiredOrganization[]): string[] =>
    desired.map(({ externalId }) => externalId);

  describe(`organizations that are created together (${who})`, () => {
    it("are as if each had been created on its own", async () => {
      const [one, ...others] = desires(100);
      const first = { ...one!, domainNames: ["acme.example"], fields: { ...one!.fields, seo_analyst: null } };

      await organizations.createAll([first, ...others]);

      const found = await organizations.listByExternalIds(idsOf([first, ...others]));
      expect(found.size).toBe(100);
      expect(found.get("c-1")).toEqual(await organizations.findByExternalId("C-1"));
      expect(found.get("c-1")).toMatchObject({
        externalId: "C-1",
        name: "Client 1",
        domainNames: ["acme.example"],
        fields: { client_segment: "segment_vip", seo_analyst: null },
      });
    });

    it("leave out those whose name, id or value Zendesk does not take", async () => {
      await organizations.create(aDesire({ externalId: "other", name: "client 2" }));
      await organizations.create(aDesire({ externalId: "c-3", name: "Other" }));
      const [one, two, three, four, five] = desires(5);

      await organizations.createAll([
        one!,
        two!,
        three!,
        { ...four!, fields: { client_segment: "segment_gold" } },
        five!,
      ]);

      const found = await organizations.listByExternalIds(idsOf(desires(5)));
      expect(new Map([...found].map(([key, { name }]) => [key, name]))).toEqual(
        new Map([
          ["c-1", "Client 1"],
          ["c-3", "Other"],
          ["c-5", "Client 5"],
        ]),
      );
    });

    it("of which two are alike become one", async () => {
      const [one] = desires(1);

      await organizations.createAll([one!, { ...one!, externalId: "c-1", name: "Another" }]);

      expect(await organizations.findByExternalId("c-1")).toMatchObject({
        externalId: "C-1",
        name: "Client 1",
      });
    });

    it("are half there when the job fails halfway, which is no error", async () => {
      account.failNextJob();

      await organizations.createAll(desires(10));

      expect((await organizations.listByExternalIds(idsOf(desires(10)))).size).toBe(5);
    });
  });

  describe(`organizations that are updated together (${who})`, () => {
    it("have each its own change, and keep the rest", async () => {
      await organizations.createAll(desires(3));
      const before = await organizations.listByExternalIds(idsOf(desires(3)));
      const idOf = (externalId: string): number => before.get(externalId)?.id ?? 0;

      await organizations.updateAll([
        { id: idOf("c-1"), change: { name: "Renamed" } },
        { id: idOf("c-2"), change: { fields: { seo_analyst: "Dana Fox" }, domainNames: ["two.example"] } },
        { id: idOf("c-3"), change: { externalId: "c-3" } },
      ]);

      const kept = (externalId: string): object => ({
        ...before.get(externalId),
        updatedAt: expect.any(String),
      });
      const after = await organizations.listByExternalIds(idsOf(desires(3)));
      expect(after.get("c-1")).toMatchObject({ ...kept("c-1"), name: "Renamed" });
      expect(after.get("c-2")).toMatchObject({
        ...kept("c-2"),
        domainNames: ["two.example"],
        fields: { ...before.get("c-2")?.fields, seo_analyst: "Dana Fox" },
      });
      expect(after.get("c-3")).toMatchObject({ ...kept("c-3"), externalId: "c-3" });
    });

    it("leave out those that are gone and those whose name is taken", async () => {
      await organizations.createAll(desires(4));
      const before = await organizations.listByExternalIds(idsOf(desires(4)));
      account.removeByHand(before.get("c-2")?.id ?? 0);

      await organizations.updateAll(
        [...before.values()].map(({ id, externalId }) => ({
          id,
          change: { name: externalId === "C-3" ? "client 4" : `New ${externalId}` },
        })),
      );

      const after = await organizations.listByExternalIds(idsOf(desires(4)));
      expect([...after.values()].map(({ name }) => name).toSorted()).toEqual([
        "Client 3",
        "New C-1",
        "New C-4",
      ]);
    });

    it("are half done when the job fails halfway, which is no error", async () => {
      await organizations.createAll(desires(6));
      const before = await organizations.listByExternalIds(idsOf(desires(6)));
      account.failNextJob();

      await organizations.updateAll(
        [...before.values()].map(({ id }) => ({ id, change: { fields: { seo_analyst: "Dana Fox" } } })),
      );

      const after = await organizations.listByExternalIds(idsOf(desires(6)));
      expect([...after.values()].filter(({ fields }) => fields["seo_analyst"] === "Dana Fox")).toHaveLength(
        3,
      );
    });
  });

  describe(`external ids that are asked for together (${who})`, () => {
    it("are found whatever their case, and told in small letters", async () => {
      await organizations.createAll(desires(2));

      const found = await organizations.listByExternalIds(["c-1", "C-2", "C-404"]);

      expect([...found.keys()].toSorted()).toEqual(["c-1", "c-2"]);
    });

    it("may be all unknown", async () => {
      expect(await organizations.listByExternalIds(["C-404", "C-405"])).toEqual(new Map());
    });

    it("may be a hundred of the oddest", async () => {
      const long = Array.from(
        { length: 100 - oddExternalIds.length },
        (_none, index) => `${"株".repeat(97)}${index}`,
      );
      const desired = [...oddExternalIds, ...long].map((externalId, index) =>
        aDesire({ externalId, name: `Client ${index}` }),
      );
      await organizations.createAll(desired);

      const found = await organizations.listByExternalIds(idsOf(desired));

      expect(new Set([...found.values()].map(({ externalId }) => externalId))).toEqual(
        new Set(idsOf(desired)),
      );
    });
  });
}

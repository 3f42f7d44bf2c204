import { beforeEach, describe, expect, it } from "vitest";
import type { Ticket } from "../../src/domain/tickets/ticket.ts";
import { Outdated, type Rejected } from "../../src/jobs/refusals.ts";
import type { OrganizationsById, Tickets } from "../../src/jobs/ticket-ports.ts";

export type ByHand = Partial<Omit<Ticket, "id" | "createdAt" | "updatedAt">>;

/** An account without tickets, with the groups Support and SEO, and what people do in it by hand, a second apart. */
export type AccountOfTickets = {
  readonly tickets: Tickets & OrganizationsById;
  createByHand(ticket: ByHand): number;
  editByHand(id: number, edit: Pick<ByHand, "priority" | "tags" | "status">): void;
  removeByHand(id: number): void;
  /** An organization, by its level. */
  createOrganization(level: string | null): number;
  /** The next bulk job fails after half of its rows. */
  failNextJob(): void;
};

const tagged = { addTags: ["los_vip"], removeTags: [] };

/** What `Tickets` and `OrganizationsById` promise, whoever keeps it. */
export function describeTickets(who: string, newAccount: () => Promise<AccountOfTickets>): void {
  let account: AccountOfTickets;
  let tickets: AccountOfTickets["tickets"];
  beforeEach(async () => {
    account = await newAccount();
    ({ tickets } = account);
  });

  async function see(id: number): Promise<Ticket> {
    const ticket = (await tickets.listByIds([id])).get(id);
    if (!ticket || ticket instanceof Error) throw ticket ?? new Error(`there is no ticket ${id}`);
    return ticket;
  }

  async function createSeen(ticket: ByHand = {}): Promise<Ticket> {
    return await see(account.createByHand(ticket));
  }

  describe(`tickets that are asked for together (${who})`, () => {
    it("are told as they are", async () => {
      const organizationId = account.createOrganization(null);
      const id = account.createByHand({
        status: "open",
        priority: "high",
        organizationId,
        tags: ["billing"],
        channel: "web",
        subject: "Invoice 7",
        description: "It is wrong.",
      });

      expect(await tickets.listByIds([id])).toEqual(
        new Map([
          [
            id,
            {
              id,
              status: "open",
              priority: "high",
              organizationId,
              groupId: null,
              tags: ["billing"],
              channel: "web",
              subject: "Invoice 7",
              description: "It is wrong.",
              createdAt: expect.stringMatching(/^2026-11-20T15:00:\d\d\.000000000Z$/),
              updatedAt: expect.stringMatching(/^2026-11-20T15:00:\d\d\.000000000Z$/),
            },
          ],
        ]),
      );
    });

    it("are absent when they are gone", async () => {
      const [one, two] = [account.createByHand({}), account.createByHand({})];
      account.removeByHand(one);

      expect([...(await tickets.listByIds([one, two, 404_404])).keys()]).toEqual([two]);
      expect(await tickets.listByIds([])).toEqual(new Map());
    });
  });

  describe(`the update of a ticket (${who})`, () => {
    it("adds and removes tags, sets priority and group, and leaves the rest", async () => {
      const groupId = (await tickets.groups()).get("seo");
      const seen = await createSeen({ tags: ["billing", "los_smb"] });

      const after = await tickets.update(seen, {
        addTags: ["los_vip"],
        removeTags: ["los_smb"],
        priority: "urgent",
        groupId: groupId ?? 0,
      });

      expect({ ...after, tags: after.tags.toSorted() }).toEqual({
        ...seen,
        tags: ["billing", "los_vip"],
        priority: "urgent",
        groupId,
        updatedAt: expect.any(String),
      });
      expect(await see(seen.id)).toEqual(after);
    });

    it.each([
      ["only adds", { addTags: ["los_vip"], removeTags: [] }, ["billing", "los_vip"]],
      ["only removes", { addTags: [], removeTags: ["BILLING"] }, []],
      ["adds what is there", { addTags: ["Billing"], removeTags: [] }, ["billing"]],
      ["removes what is not there", { addTags: [], removeTags: ["los_smb"] }, ["billing"]],
    ])("that %s tags answers all that it has then", async (_what, change, tags) => {
      const seen = await createSeen({ tags: ["billing"] });

      const after = await tickets.update(seen, change);

      expect(after.tags.toSorted()).toEqual(tags);
    });

    it("keeps the tags that somebody added meanwhile", async () => {
      const seen = await createSeen();
      account.editByHand(seen.id, { tags: ["by-hand"] });

      const after = await tickets.update(seen, tagged);

      expect(after.tags.toSorted()).toEqual(["by-hand", "los_vip"]);
    });

    it("sets no priority on a ticket that somebody changed meanwhile", async () => {
      const seen = await createSeen();
      account.editByHand(seen.id, { priority: "low" });

      await expect(tickets.update(seen, { ...tagged, priority: "urgent" })).rejects.toThrow(Outdated);

      expect(await see(seen.id)).toMatchObject({ priority: "low", tags: [] });
    });

    it("finds out that it is gone", async () => {
      const seen = await createSeen();
      account.removeByHand(seen.id);

      await expect(tickets.update(seen, tagged)).rejects.toThrow(Outdated);
    });

    it("is refused when it is closed", async () => {
      const seen = await createSeen({ status: "closed" });

      await expect(tickets.update(seen, tagged)).rejects.toMatchObject({
        name: "Rejected",
        code: "zendesk-422:status",
      });
    });
  });

  describe(`tickets that are updated together (${who})`, () => {
    it("have each its own change, and say so", async () => {
      const one = await createSeen({ tags: ["billing"] });
      const two = await createSeen({ tags: ["los_smb"] });

      const written = await tickets.updateAll([
        { seen: one, change: { ...tagged, priority: "high" } },
        { seen: two, change: { addTags: [], removeTags: ["los_smb"] } },
      ]);

      expect(written).toEqual(
        new Map([
          [one.id, "updated"],
          [two.id, "updated"],
        ]),
      );
      const after = await see(one.id);
      expect({ ...after, tags: after.tags.toSorted() }).toMatchObject({
        priority: "high",
        tags: ["billing", "los_vip"],
      });
      expect(await see(two.id)).toMatchObject({ priority: null, tags: [] });
    });

    it("leave out, by name, those that changed, are gone or are closed", async () => {
      const [changed, gone, closed, fine] = [
        await createSeen(),
        await createSeen(),
        await createSeen({ status: "closed" }),
        await createSeen(),
      ];
      account.editByHand(changed.id, { priority: "low" });
      account.removeByHand(gone.id);

      const written = await tickets.updateAll(
        [changed, gone, closed, fine].map((seen) => ({ seen, change: { ...tagged, priority: "high" } })),
      );

      expect(written.get(changed.id)).toBe("outdated");
      expect(written.get(gone.id)).toBe("outdated");
      expect(written.get(closed.id) as Rejected).toMatchObject({
        name: "Rejected",
        code: "zendesk-row:RecordInvalid",
      });
      expect(written.get(fine.id)).toBe("updated");
      expect(await see(changed.id)).toMatchObject({ priority: "low", tags: [] });
    });

    it("are all unsure, and half done, when the job fails halfway", async () => {
      const seen = [await createSeen(), await createSeen()];
      account.failNextJob();

      const written = await tickets.updateAll(seen.map((ticket) => ({ seen: ticket, change: tagged })));

      expect([...written.values()]).toEqual(["unsure", "unsure"]);
      const after = await tickets.listByIds(seen.map(({ id }) => id));
      expect([...after.values()]).toMatchObject([{ tags: ["los_vip"] }, { tags: [] }]);
    });

    it("may be none", async () => {
      expect(await tickets.updateAll([])).toEqual(new Map());
    });
  });

  describe(`groups (${who})`, () => {
    it("are known by their names in small letters", async () => {
      expect(await tickets.groups()).toEqual(
        new Map([
          ["support", expect.any(Number)],
          ["seo", expect.any(Number)],
        ]),
      );
    });
  });

  describe(`organizations that are asked for their levels (${who})`, () => {
    it("tell them, and are absent when they do not exist", async () => {
      const [vip, none] = [account.createOrganization("los_vip"), account.createOrganization(null)];

      const levels = await tickets.listLevels([vip, none, 404_404]);

      expect(levels.toSorted((one, other) => one.organizationId - other.organizationId)).toEqual([
        { organizationId: vip, level: "los_vip", updatedAt: expect.stringMatching(/^2026-11-20T/) },
        { organizationId: none, level: null, updatedAt: expect.stringMatching(/^2026-11-20T/) },
      ]);
      expect(await tickets.listLevels([])).toEqual([]);
    });
  });
}

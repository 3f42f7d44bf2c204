import { describe, expect, it } from "vitest";
import { calling } from "./calling.ts";

const organizations = ["A", "B", "C", "D", "E"].map((name) => ({ name }));

type CursorPage = {
  readonly organizations: readonly { readonly name: string }[];
  readonly meta: { readonly has_more: boolean; readonly after_cursor: string | null };
  readonly links: { readonly prev: string | null; readonly next: string | null };
};

const names = (body: unknown): readonly string[] =>
  (body as CursorPage).organizations.map(({ name }) => name);

describe("a list by cursor", () => {
  it("leads through all pages and back by its links", async () => {
    await using zendesk = await calling({ organizations });
    const follow = async (link: string | null): Promise<CursorPage> => {
      const { body } = await zendesk.call("GET", (link ?? "").replace(zendesk.sandbox.url, ""));
      return body as CursorPage;
    };

    const first = await follow("/api/v2/organizations.json?page[size]=2");
    const second = await follow(first.links.next);
    const third = await follow(second.links.next);
    const back = await follow(third.links.prev);

    expect([first, second, third, back].map(names)).toEqual([["A", "B"], ["C", "D"], ["E"], ["C", "D"]]);
    expect([first, second, third, back].map(({ meta }) => meta.has_more)).toEqual([true, true, false, true]);
    expect(Object.keys(first)).toEqual(["organizations", "meta", "links"]);
  });

  it("does not skip anyone when an organization is deleted in between", async () => {
    await using zendesk = await calling({ organizations });
    const { body } = await zendesk.call("GET", "/api/v2/organizations?page[size]=2");
    const { after_cursor: cursor } = (body as CursorPage).meta;

    zendesk.sandbox.deleteOrganization(31204500002322);
    const next = await zendesk.call("GET", `/api/v2/organizations?page[size]=2&page[after]=${cursor}`);

    expect(names(next.body)).toEqual(["C", "D"]);
  });

  it.each([
    ["page[size]=101", "page[size] cannot be greater than 100"],
    ["page[size]=none", "page[size] must be an integer between 1 and 100"],
    ["page[after]=nonsense", "page cursor is not valid"],
  ])("is refused with %s", async (query, title) => {
    await using zendesk = await calling();

    const answer = await zendesk.call("GET", `/api/v2/organizations?${query}`);

    expect([answer.status, answer.body]).toEqual([
      400,
      { errors: [{ code: "InvalidPaginationParameter", title }] },
    ]);
  });
});

describe("a list by offset", () => {
  it("has a count and the addresses of its neighbours", async () => {
    await using zendesk = await calling({ organizations });

    const { body } = await zendesk.call("GET", "/api/v2/organizations.json?per_page=2&page=2");

    expect(names(body)).toEqual(["C", "D"]);
    expect(body).toMatchObject({
      next_page: `${zendesk.sandbox.url}/api/v2/organizations.json?per_page=2&page=3`,
      previous_page: `${zendesk.sandbox.url}/api/v2/organizations.json?per_page=2&page=1`,
      count: 5,
    });
  });

  it("ends after a hundred pages", async () => {
    await using zendesk = await calling();

    const answer = await zendesk.call("GET", "/api/v2/organizations?page=101");

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ code: "InvalidPaginationDepth" }] });
  });
});

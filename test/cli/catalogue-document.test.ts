import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

import { htmlDocument } from "../../src/cli/catalogue-html.ts";
import { markdownDocument } from "../../src/cli/catalogue-markdown.ts";
import { documentCatalogue } from "../../src/domain/document/document-catalogue.ts";
import type { Audience, Block, Document } from "../../src/domain/document/document-tree.ts";
import { los } from "../support/command.ts";
import { gold, small } from "./small-catalogue.ts";

const now = DateTime.fromISO("2026-11-20T12:00:00Z");

function documentFor(audience: Audience, levels = [gold]): Document {
  return documentCatalogue(small, { levels, audience, now });
}

function documentWith(...blocks: Block[]): Document {
  return { title: "T", note: "n", sections: [{ title: "S", blocks, sections: [] }] };
}

describe("the document of a catalogue", () => {
  it.each<Audience>(["customer", "staff"])("says to the %s all there is for it to know", async (audience) => {
    await expect(markdownDocument(documentFor(audience))).toMatchFileSnapshot(
      `small-catalogue-${audience}.md`,
    );
  });

  it("keeps from customers who is told, tags, rules and groups", () => {
    const text = markdownDocument(documentFor("customer", [...small.serviceLevels]));

    expect(text).not.toMatch(/los_|los\\_|impact|Money|\bvoice\b|ann@|told/i);
  });

  it("begins with a look at all levels when there are several", () => {
    const { note, sections } = documentFor("customer", [...small.serviceLevels]);

    expect(note).toBe("Gold and Basic, as of 20 November 2026");
    expect(sections.map(({ title }) => title).slice(0, 3)).toEqual(["At a glance", "Gold", "Basic"]);
  });

  it("leaves out what a level does not say", () => {
    const [basic] = documentFor("staff", [small.serviceLevels[1]!]).sections;

    expect(basic).toMatchObject({ title: "Basic", blocks: [], sections: [{ title: "How to reach us" }] });
  });
});

describe("Markdown", () => {
  it.each([
    ["a | b\nc", "a \\| b c"],
    ["<b> & [x](y) *z* `q` #1 ~", "\\<b\\> \\& \\[x\\](y) \\*z\\* \\`q\\` \\#1 \\~"],
    ["- no list", "\\- no list"],
    ["1. no list", "1\\. no list"],
  ])("takes %j as it is", (text, written) => {
    const paragraph = markdownDocument(documentWith({ kind: "paragraph", text }));

    expect(paragraph).toBe(`# T\n\nn\n\n## S\n\n${written}\n`);
  });

  it("keeps a link together", () => {
    const links = [{ title: "a]b", url: "https://x.example/a>b c" }];

    expect(markdownDocument(documentWith({ kind: "links", links }))).toContain(
      "[a\\]b](<https://x.example/a%3Eb%20c>)",
    );
  });
});

describe("HTML", () => {
  const nasty = `<script>alert("1") & '2'</script>`;
  const page = htmlDocument({
    ...documentWith(
      { kind: "paragraph", text: nasty },
      { kind: "list", items: [nasty] },
      { kind: "facts", facts: [[nasty, nasty]] },
      { kind: "links", links: [{ title: nasty, url: `https://x.example/"${nasty}` }] },
      { kind: "table", header: [nasty], rows: [[nasty, nasty]] },
    ),
    title: nasty,
    note: nasty,
  });

  it("takes everything as text", () => {
    expect(page).not.toMatch(/<script|alert\("/);
    expect(page.match(/&lt;script&gt;alert\(&quot;1&quot;\) &amp; &#39;2&#39;/g)).toHaveLength(14);
  });

  it("needs no other file and runs nothing", () => {
    expect(page).not.toMatch(/<(script|link|img|iframe)|@import|url\(|\son\w+=/);
  });

  it("tells of tables what is a heading", () => {
    const table = htmlDocument(documentWith({ kind: "table", header: ["A", "B"], rows: [["1", "2"]] }));

    expect(table.replaceAll(/\s+/g, "")).toContain(
      '<thead><tr><thscope="col">A</th><thscope="col">B</th></tr></thead>' +
        '<tbody><tr><thscope="row">1</th><td>2</td></tr></tbody>',
    );
  });
});

describe("los catalogue document", () => {
  it.each(["vip", "VIP", "Vip"])("writes about the level %s alone", async (level) => {
    const { code, out } = await los(["catalogue", "document", "--level", level]);

    expect(code).toBe(0);
    expect(out).toMatch(/^# Service level agreement\n\nVIP, as of /);
    expect(out).not.toContain("Corporate");
  });

  it("writes a page to a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "los-"));
    const file = join(folder, "agreement.html");
    try {
      const ran = await los([
        "catalogue",
        "document",
        "--format",
        "html",
        "--audience",
        "staff",
        "--out",
        file,
      ]);

      expect(ran).toEqual({ code: 0, out: "", err: `written to ${file}` });
      expect(await readFile(file, "utf8")).toMatch(/^<!doctype html>[^]+los_vip[^]+<\/html>\n$/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([
    [["--level", "gold"], '--level is one of vip, key_account, corporate, smb, not "gold"'],
    [["--audience", "press"], '--audience is customer or staff, not "press"'],
    [["--format", "pdf"], '--format is markdown or html, not "pdf"'],
  ])("%j is refused", async (args, words) => {
    const { code, out, err } = await los(["catalogue", "document", ...args]);

    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toContain(words);
  });
});

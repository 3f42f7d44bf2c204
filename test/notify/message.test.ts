import { describe, expect, it } from "vitest";

import { plainText } from "../../src/notify/email.ts";
import { linkTo } from "../../src/notify/link-to.ts";
import { type Message, messageOf } from "../../src/notify/message.ts";
import type { News } from "../../src/notify/news-for.ts";
import { slackText } from "../../src/notify/slack.ts";
import type { Condition } from "../../src/operations/notification.ts";

const nobody = { account: "acme.zendesk.com", publicUrl: undefined };
const console = { ...nobody, publicUrl: "https://los.example/" };

function aCondition(name: string, other: Partial<Condition> = {}): Condition {
  return { name, title: `Title of ${name}`, detail: `Detail of ${name}`, ...other };
}

function news(begun: readonly Condition[], over: readonly Condition[] = []): News {
  return { begun, over };
}

describe("the subject of a message", () => {
  const [a, b, c] = [aCondition("a"), aCondition("b"), aCondition("c")];

  it.each<[string, News, string]>([
    ["names the only thing that began", news([a]), "Title of a"],
    ["names the only thing that is over", news([], [a]), "Title of a is over"],
    ["counts what began", news([a, b]), "2 problems began"],
    ["counts both", news([a], [b, c]), "1 problem began, 2 over"],
    ["counts what is over", news([], [b, c]), "2 over"],
  ])("%s", (_, given, subject) => {
    expect(messageOf(given, nobody).subject).toBe(`los-sync, acme.zendesk.com: ${subject}`);
  });

  it("is one line, whatever a client is called", () => {
    const condition = aCondition("a", { title: "Conflict of Acme\r\nBcc: everybody@example.com" });

    expect(messageOf(news([condition]), nobody).subject).toBe(
      "los-sync, acme.zendesk.com: Conflict of Acme Bcc: everybody@example.com",
    );
  });
});

describe("a message", () => {
  const both = messageOf(news([aCondition("cause:zendesk-422:name")], [aCondition("access")]), console);

  it("as a mail is plain text with a link into the console", () => {
    expect(plainText(both)).toBe(`Began:

- Title of cause:zendesk-422:name
  Detail of cause:zendesk-422:name
  https://los.example/failures?cause=zendesk-422%3Aname

Is over:

- Title of access
`);
  });

  it("as Slack's shows the same", () => {
    expect(slackText(both)).toBe(`*los-sync, acme.zendesk.com: 1 problem began, 1 over*
*Began*
• <https://los.example/failures?cause=zendesk-422%3Aname|Title of cause:zendesk-422:name>: Detail of cause:zendesk-422:name
*Is over*
• Title of access`);
  });

  it("cannot mention or link anything in Slack by what it quotes", () => {
    const quoting: Message = messageOf(
      news([aCondition("access", { title: "<!channel> & <https://evil.example|here>", detail: "<@U1>" })]),
      nobody,
    );

    expect(slackText(quoting)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(slackText(quoting)).toContain(
      "&lt;!channel&gt; &amp; &lt;https://evil.example|here&gt;: &lt;@U1&gt;",
    );
  });

  it("of a thousand lists thirty and counts the rest", () => {
    const many = messageOf(
      news(Array.from({ length: 1030 }, (_, index) => aCondition(`c-${index}`))),
      nobody,
    );

    expect(many.parts[0]?.items).toHaveLength(30);
    expect(slackText(many)).toContain("• and 1,000 more");
    expect(plainText(many)).toContain("- and 1,000 more");
  });

  it("shortens what is long", () => {
    const long = messageOf(news([aCondition("access", { detail: "x".repeat(5000) })]), nobody);

    expect(long.parts[0]?.items[0]?.detail).toHaveLength(300);
  });
});

describe("a condition is looked into", () => {
  it.each([
    ["cause:zendesk-403", "/failures?cause=zendesk-403"],
    ["cause:more", "/failures"],
    ["conflict:C-1:name-taken", "/conflicts"],
    ["drift:policy.vip", "/catalogue"],
    ["onboarding:C/1", "/clients/C%2F1"],
    ["onboarding:more", "/clients"],
    ["sweep:full-compare", "/"],
    ["access", "/"],
  ])("%s at %s", (name, path) => {
    expect(linkTo(name, "https://los.example")).toBe(`https://los.example${path}`);
  });
});

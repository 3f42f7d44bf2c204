import { counted } from "../domain/counted.ts";
import type { Condition } from "../operations/notification.ts";
import { linkTo } from "./link-to.ts";
import type { News } from "./news-for.ts";

/** What is sent, before it looks as a channel wants it. */
export type Message = {
  readonly subject: string;
  readonly parts: readonly {
    readonly title: string;
    readonly items: readonly Item[];
    readonly more: number;
  }[];
};

type Item = { readonly title: string; readonly detail: string | null; readonly url: string | null };

/** Whom it is about, and where people look further: the console's address, if there is one. */
export type Sender = { readonly account: string; readonly publicUrl: string | undefined };

/** A message lists so many of a kind, and counts the rest. */
const listed = 30;

const longest = 300;

export function messageOf({ begun, over }: News, { account, publicUrl }: Sender): Message {
  const parts = [
    { title: "Began", conditions: begun, isOver: false },
    { title: "Is over", conditions: over, isOver: true },
  ].filter(({ conditions }) => conditions.length > 0);
  return {
    subject: `los-sync, ${account}: ${subjectOf(begun, over)}`,
    parts: parts.map(({ title, conditions, isOver }) => ({
      title,
      items: conditions.slice(0, listed).map((condition) => ({
        title: inOneLine(condition.title),
        detail: isOver ? null : inOneLine(condition.detail),
        url: isOver || publicUrl === undefined ? null : linkTo(condition.name, publicUrl),
      })),
      more: Math.max(0, conditions.length - listed),
    })),
  };
}

function subjectOf(begun: readonly Condition[], over: readonly Condition[]): string {
  const [only] = begun.length + over.length === 1 ? [...begun, ...over] : [];
  if (only) return inOneLine(`${only.title}${over.length === 1 ? " is over" : ""}`);
  const counts = [
    ...(begun.length > 0 ? [`${counted(begun.length, "problem")} began`] : []),
    ...(over.length > 0 ? [`${over.length.toLocaleString("en-US")} over`] : []),
  ];
  return counts.join(", ");
}

function inOneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

import type { Channel } from "./channel.ts";
import type { Message } from "./message.ts";

const withinMs = 8000;

/** An incoming webhook as Slack's. Its address is a secret, so it is not in what is thrown. */
export function createSlack(url: string): Channel {
  return {
    name: "slack",
    async tell(message) {
      const response = await fetch(url, {
        method: "POST",
        redirect: "error",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text: slackText(message) }),
        signal: AbortSignal.timeout(withinMs),
      }).catch((err: unknown) => {
        throw new Error(`the Slack webhook cannot be reached: ${reasonOf(err)}`);
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the Slack webhook answered ${response.status}`);
    },
  };
}

export function slackText({ subject, parts }: Message): string {
  const lines = parts.flatMap(({ title, items, more }) => [
    `*${title}*`,
    ...items.map(({ title: what, detail, url }) => {
      const linked = url === null ? escaped(what) : `<${escaped(url)}|${escaped(what)}>`;
      return `• ${linked}${detail === null ? "" : `: ${escaped(detail)}`}`;
    }),
    ...(more > 0 ? [`• and ${more.toLocaleString("en-US")} more`] : []),
  ]);
  return [`*${escaped(subject)}*`, ...lines].join("\n");
}

/** Slack, "Formatting text for app surfaces": these three and no others, so that nothing mentions or links. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function reasonOf(err: unknown): string {
  if (!(err instanceof Error)) return "for no known reason";
  if (err.name === "TimeoutError") return `no answer within ${withinMs} ms`;
  const { cause } = err;
  return cause instanceof Error ? String("code" in cause ? cause.code : cause.message) : err.name;
}

import { webServer } from "./web-server.ts";

export type SlackServer = {
  readonly url: string;
  /** What was posted and taken. */
  readonly texts: readonly string[];
  /** From now on it refuses, or takes again. */
  refuse(isRefusing: boolean): void;
};

/** An incoming webhook as Slack's; it ends with the test. */
export async function slackServer(): Promise<SlackServer> {
  const texts: string[] = [];
  let isRefusing = false;
  const { url } = await webServer((response, request) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      if (isRefusing) return response.writeHead(500).end();
      texts.push((JSON.parse(body) as { readonly text: string }).text);
      return response.end("ok");
    });
  });
  return {
    url: `${url.href}services/T0/B0/secret`,
    texts,
    refuse(refusing) {
      isRefusing = refusing;
    },
  };
}

import { operationsEndpoints } from "../../src/http/operations-endpoints.ts";
import type { Artefact } from "./canaries.ts";

const json = { "content-type": "application/json" };

/** Pages that lead to each other are followed so far. */
const pagesAtMost = 150;

/** All that a browser with this cookie gets to see, from the overview on. */
export async function pagesSeen(url: string, cookie: string): Promise<Artefact[]> {
  const paths = new Set(["/", "/sign-in", "/docs/json", "/docs/"]);
  const seen: Artefact[] = [];
  for (const path of paths) {
    if (seen.length >= pagesAtMost) break;
    const response = await fetch(new URL(path, url), { headers: { cookie, accept: "text/html" } });
    const text = await response.text();
    seen.push({ name: `page ${path}`, text });
    for (const [, href = ""] of text.matchAll(/(?:href|hx-get)="(\/[^"]*)"/g)) {
      const [next = ""] = href.replaceAll("&amp;", "&").split("#");
      if (!next.endsWith("/events")) paths.add(next);
    }
  }
  return seen;
}

/** What the operations API answers to every question, of all that there is. */
export async function answersSeen(
  url: string,
  token: string,
  ids: Readonly<Record<string, readonly string[]>>,
): Promise<Artefact[]> {
  const seen: Artefact[] = [];
  for (const { method, path } of operationsEndpoints) {
    const [, name] = /:(\w+)/.exec(path) ?? [];
    const given = name === undefined ? [""] : (ids[path.split("/")[2] ?? ""] ?? ["1"]);
    for (const id of given) {
      const response = await fetch(new URL(path.replace(/:\w+/, encodeURIComponent(id)), url), {
        method,
        headers: { authorization: `Bearer ${token}`, ...(method === "POST" && json) },
        ...(method === "POST" && { body: JSON.stringify({ reason: "", nonsense: 1 }) }),
      });
      seen.push({ name: `${method} ${path}`, text: await response.text() });
    }
  }
  return seen;
}

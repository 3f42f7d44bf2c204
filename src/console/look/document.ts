import { html, type Html } from "../../markup/html.ts";
import { assets } from "./assets.ts";

/**
 * No style of htmx's own, nothing evaluated, nothing kept of pages: our policy allows none of it. What went wrong takes no
 * place: what asked stays, and asks again.
 */
const htmxConfig = JSON.stringify({
  includeIndicatorCSS: false,
  history: false,
  extensions: "sse",
  noSwap: [204, 304, "4xx", "5xx"],
});

/** What every page of the console has around it. */
export function document(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="htmx-config" content="${htmxConfig}" />
        <title>${title} · los-sync</title>
        <link rel="icon" href="${assets.icon.path}" />
        <link rel="stylesheet" href="${assets.style.path}" />
        <script src="${assets.htmx.path}" defer></script>
        <script src="${assets.sse.path}" defer></script>
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}

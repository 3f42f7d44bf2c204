import { html } from "../../markup/html.ts";
import { assets } from "../look/assets.ts";
import { streamOverview } from "./overview-events.ts";
import { overviewFigures } from "./overview-figures.ts";
import { lastEvent } from "./event-stream.ts";
import { page } from "../look/page.ts";
import type { ConsolePart } from "../ports.ts";

/** A deploy is over within seconds: htmx's own minute is too long. */
const reconnectMaxDelay = "5s";

/** Is all well? */
export const overviewPage: ConsolePart = (scope, ports) => {
  scope.get("/", async (_request, reply) => {
    const overview = await ports.operations.overview.look();
    return page(reply, ports, {
      title: "Overview",
      section: "overview",
      body: html`<p id="not-live" class="problem" role="status" hidden>
          <strong>✕ Not live since <time></time>.</strong> What stands below is old; it comes back by itself
          when the service can be reached.
        </p>
        <div
          id="live"
          hx-sse:connect="/overview/events"
          hx-sse:close="${lastEvent}"
          hx-config='{"sse":{"reconnectMaxDelay":"${reconnectMaxDelay}"}}'
          hx-swap="innerMorph"
        >
          ${overviewFigures(overview)}
        </div>
        <script src="${assets.liveness.path}" defer></script>`,
    });
  });
  streamOverview(scope, ports);
};

import type { FastifyInstance } from "fastify";

import { html } from "../../markup/html.ts";
import { type EventStream, openEventStream } from "./event-stream.ts";
import { overviewFigures } from "./overview-figures.ts";
import type { ConsolePorts } from "../ports.ts";
import { shareLook } from "./shared-look.ts";
import { findSignedIn } from "../signing-in/signed-in.ts";

/** Windows of one person that may watch at the same time; the first one gives way to the next. */
const streamsPerSession = 4;

const signedOut = html`<p class="problem">
  <strong>✕ You are signed out.</strong> What stood here is no longer kept up to date.
  <a href="/sign-in">Sign in</a>.
</p>`;

const unseen = html`<p class="problem">
  <strong>✕ The overview cannot be read now.</strong> It is tried again every other second; if it stays so,
  look at /readyz and the log.
</p>`;

const stopped = html`<p class="problem">
  <strong>✕ The service stopped.</strong> This page comes back by itself when the service does.
</p>`;

const tooManyWindows = html`<p class="problem">
  <strong>✕ The overview is open in too many windows.</strong> This one is no longer kept up to date;
  <a href="/">reload it</a> to watch here.
</p>`;

/** `/overview/events`: the overview, again and again, until the session is over. */
export function streamOverview(scope: FastifyInstance, ports: ConsolePorts): void {
  const look = shareLook(ports.operations.overview);
  const streams = new Map<string, EventStream[]>();
  scope.addHook("preClose", async () => {
    for (const stream of [...streams.values()].flat()) {
      stream.show(stopped);
      stream.close();
    }
  });

  scope.get("/overview/events", async (request, reply) => {
    const { id } = request.session;
    const open = streams.get(id) ?? [];
    if (open.length >= streamsPerSession) {
      open[0]?.show(tooManyWindows);
      open[0]?.end();
    }

    const leave = look.watch((overview) => void show(overview));
    const stream = openEventStream(reply, () => {
      leave();
      const others = (streams.get(id) ?? []).filter((other) => other !== stream);
      if (others.length === 0) streams.delete(id);
      else streams.set(id, others);
    });
    streams.set(id, [...(streams.get(id) ?? []), stream]);

    async function show(overview: Parameters<Parameters<typeof look.watch>[0]>[0]): Promise<void> {
      const session = await findSignedIn(id, ports).catch(() => "unknown" as const);
      if (session === undefined) {
        stream.show(signedOut);
        stream.end();
      } else if (overview === undefined || session === "unknown") stream.show(unseen);
      else stream.show(overviewFigures(overview));
    }
    return reply;
  });
}

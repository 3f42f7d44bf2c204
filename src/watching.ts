import { DateTime } from "luxon";
import type { Logger } from "pino";

import type { Config } from "./config.ts";
import type { Catalogue } from "./domain/catalogue/catalogue.ts";
import { isLate } from "./domain/clients/late-onboarding.ts";
import { inBackground } from "./in-background.ts";
import type { Channel } from "./notify/channel.ts";
import { lookAround } from "./notify/look-around.ts";
import { messageOf } from "./notify/message.ts";
import { newsFor } from "./notify/news-for.ts";
import { standingConditions } from "./notify/standing-conditions.ts";
import { createTellers, type Tellers } from "./notify/tellers.ts";
import { createOperations } from "./operating.ts";
import type { KnownCondition } from "./operations/notification.ts";
import type { Operations } from "./operations/operations.ts";
import { remind } from "./reminding.ts";
import { claimReading } from "./store/inbox/catch-up.ts";
import { keepConditions, keepTold, listLastingCauses } from "./store/watch/conditions.ts";
import type { Database } from "./store/database.ts";
import { oneAtATime } from "./store/one-at-a-time.ts";
import { listOpenOnboardings } from "./store/clients/onboardings.ts";
import { warnSeldom } from "./warn-seldom.ts";

export type WatchOptions = Tellers & {
  readonly catalogue: Catalogue;
  readonly db: Database;
  readonly operations: Pick<Operations, "overview" | "jobs" | "conflicts">;
  readonly log: Logger;
};

export type StartWatchingOptions = Pick<WatchOptions, "catalogue" | "db" | "log"> & {
  readonly config: Config;
  /** It is stopped with this. */
  readonly open: Pick<AsyncDisposableStack, "defer">;
};

/** Looks twice a minute at what people have to know of, and tells them. */
export function startWatching({ config, catalogue, db, log, open }: StartWatchingOptions): void {
  const everyMs = config.zendesk.minuteMs / 2;
  const sender = { account: new URL(config.zendesk.url).host, publicUrl: config.publicUrl };
  const options: WatchOptions = {
    ...createTellers({ ...config.notify, sender }),
    // Whoever watches starts nothing anew.
    operations: createOperations({ config, catalogue, db, wake: () => undefined }),
    catalogue,
    db,
    log,
  };
  inBackground({
    everyMs: everyMs / 10,
    firstMs: everyMs / 10,
    once: async () => await watchWhenDue(options, everyMs),
    tell: warnSeldom(log, "watch.failed"),
    open,
  });
}

/**
 * Of all workers one looks, however long telling takes. What begins and what is over is told once by each channel; a
 * channel that fails tries it again at the next look.
 */
export async function watchWhenDue(options: WatchOptions, everyMs: number): Promise<void> {
  await oneAtATime(options.db, "watch", async () => {
    if (await claimReading(options.db, "watch", everyMs)) await watch(options);
  });
}

async function watch(options: WatchOptions): Promise<void> {
  const { catalogue, channels, db, operations } = options;
  const now = DateTime.utc();
  const onboardings = await listOpenOnboardings(db, now);
  const late = onboardings.filter((one) => isLate(one, catalogue, now));
  const seen = await lookAround(operations, late);
  // Asked last: a job that waited while the overview looked, and has failed since, is among them.
  const lastingCauses = await listLastingCauses(db);
  const known = await keepConditions(
    db,
    standingConditions({ ...seen, lastingCauses }),
    channels.map(({ name }) => name),
  );
  await Promise.all([
    ...channels.map(async (channel) => await tellNews(channel, known, now, options)),
    remind(late, known, now, options),
  ]);
}

async function tellNews(
  channel: Channel,
  known: readonly KnownCondition[],
  now: DateTime,
  { db, log, sender }: WatchOptions,
): Promise<void> {
  const news = newsFor(channel.name, known, now.toJSDate());
  const begun = news.begun.map(({ name }) => name);
  const over = news.over.map(({ name }) => name);
  if (begun.length + over.length === 0) return;
  try {
    await channel.tell(messageOf(news, sender));
  } catch (err) {
    log.warn({ err, channel: channel.name }, "notification.failed");
    return;
  }
  await keepTold(db, channel.name, begun, over);
  log.info({ channel: channel.name, begun, over }, "notification.sent");
}

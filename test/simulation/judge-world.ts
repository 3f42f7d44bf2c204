import type { Happening, Rest } from "../chaos/history.ts";
import { judge } from "../chaos/judge.ts";
import type { SimulatedSender } from "./simulated-sender.ts";
import type { World } from "./world.ts";

export type Verdict = { readonly isAtRest: boolean; readonly problems: readonly string[] };

type Unfinished = { readonly what: string };

/** No limits of Zendesk's are simulated, and holders are watched instead of calls. */
const law = { minuteMs: 60_000, callsPerMinute: Infinity };

/** What is wrong with a world, by the judge of chaos, which knows the promises and none of our code, and by what we see besides. */
export async function judgeWorld(world: World, sender: SimulatedSender): Promise<Verdict> {
  const { weather, zendesk, holders } = world;
  const met = [...world.problems, ...holders.problems];
  const unfinished = await listUnfinished(world, sender);
  const history: Happening[] = [...sender.history, restOf(world)];
  return {
    isAtRest: unfinished.length === 0 || met.length > 0,
    problems: [
      ...met,
      ...unfinished.map((what) => `no rest: ${what}`),
      ...judge(history, law),
      ...(weather.faults.size === 0 ? zendesk.needlessWrites.map((one) => `needless: ${one}`) : []),
    ],
  };
}

async function listUnfinished({ store, timeline, busy }: World, sender: SimulatedSender): Promise<string[]> {
  const { rows } = await store.query(
    `select key || ' is ' || state || ', version ' || version || ', applied ' || applied_version as what from work
     where state <> 'ok' or applied_version < version
     union all
     select message_id || ' is ' || state from statements where state in ('scheduled', 'waiting')
     union all
     select 'there are ' || count(*) || ' messages' from messages having count(*) <> $1`,
    [sender.messages],
    timeline.nowMs,
  );
  return [
    ...(sender.isDone() ? [] : ["accounting still sends"]),
    ...busy.list().map(({ name }) => `${name} is at work`),
    ...(rows as Unfinished[]).map(({ what }) => what),
  ];
}

function restOf({ zendesk, timeline }: World): Rest {
  const organizations = zendesk.organizations.all().map(({ id, externalId, name, fields }) => ({
    id,
    external_id: externalId,
    name,
    organization_fields: fields,
  }));
  return { kind: "rest", at: timeline.nowMs, organizations, tickets: [], refused: 0, faults: {} };
}

import type { Organization, OrganizationChange } from "../../src/domain/clients/organization.ts";
import { AccessLost, BadAnswer, Throttled, Unreachable } from "../../src/jobs/refusals.ts";
import type { ManyOrganizations, Organizations } from "../../src/jobs/ports.ts";
import { fakeOrganizations, type FakeOrganizations } from "../support/fake-organizations.ts";
import { stopProcess } from "./stop-process.ts";
import { type Process, theWorld } from "./timeline.ts";
import type { CallFate } from "./weather.ts";
import type { World } from "./world.ts";

/** Our deadlines for a call, and for a bulk job with the asking for its end (milliseconds). */
const deadlineMs = 8000;
const patienceMs = 20_000;

/** How much longer a bulk job takes than a call. */
const jobFactor = 10;

export type SimulatedZendesk = {
  readonly organizations: FakeOrganizations;
  /** Zendesk as one process reaches it: each call takes its time there and back, or comes to grief. */
  reachedBy(process: Process): Organizations & ManyOrganizations;
  /** Organizations that were written although nothing changed. */
  readonly needlessWrites: readonly string[];
};

export function createZendesk({
  timeline,
  weather,
  trace,
  dice,
  queue,
}: Pick<World, "timeline" | "weather" | "trace" | "dice" | "queue">): SimulatedZendesk {
  const organizations = fakeOrganizations();
  const needlessWrites: string[] = [];

  async function call<Answer>(
    process: Process,
    words: string,
    arrive: () => Promise<Answer>,
    limitMs = deadlineMs,
    factor = 1,
  ): Promise<Answer> {
    const fate = weather.callFate();
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    await left(process);
    trace.tell(process.name, `${words}${fate === "well" ? "" : `: ${fate}`}`);
    const inTime = timeline.after(limitMs, process, () => {
      reject(new Unreachable("no answer in time", "zendesk-timeout"));
    });
    timeline.after(weather.callLatencyMs() * factor, theWorld, () => {
      const refusal = refusalOf(fate);
      if (!refusal) trace.tell("zendesk", `${words}, of ${process.name}`);
      const answer = refusal ? Promise.reject(refusal) : arrive();
      answer.catch(() => {});
      timeline.after(weather.callLatencyMs(), process, () => {
        inTime();
        if (fate === "answer-lost") reject(new Unreachable("connection reset", "zendesk-connection"));
        else answer.then(resolve, reject);
      });
    });
    return await promise;
  }

  /** Before each call our share of Zendesk's limits is asked for, so time passes between the word and the deed. */
  async function left(process: Process): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    timeline.after(weather.callLatencyMs(), process, resolve);
    if (weather.isStoppedOnTheWay()) stopProcess(process, { dice, timeline, trace, queue });
    await promise;
  }

  function noteNeedless(id: number, change: OrganizationChange): void {
    const actual = organizations.all().find((one) => one.id === id);
    if (actual && isNothing(change, actual))
      needlessWrites.push(`organization ${id}: ${JSON.stringify(change)}`);
  }

  /** Half of the jobs that come to grief do so on the way. */
  function mishap(): void {
    if (weather.callFate() === "well") return;
    organizations.mishap({ kind: "fails", afterShare: dice() });
  }

  return {
    organizations,
    needlessWrites,
    reachedBy: (process) => ({
      findById: async (id) =>
        await call(process, `findById ${id}`, async () => await organizations.findById(id)),
      findByExternalId: async (id) =>
        await call(process, `findByExternalId ${id}`, async () => await organizations.findByExternalId(id)),
      listByName: async (name) =>
        await call(process, `listByName ${name}`, async () => await organizations.listByName(name)),
      create: async (desired) =>
        await call(
          process,
          `create ${JSON.stringify(desired)}`,
          async () => await organizations.create(desired),
        ),
      update: async (id, change) =>
        await call(process, `update ${id} ${JSON.stringify(change)}`, async () => {
          noteNeedless(id, change);
          return await organizations.update(id, change);
        }),
      listByExternalIds: async (ids) =>
        await call(
          process,
          `listByExternalIds ${ids.join()}`,
          async () => await organizations.listByExternalIds(ids),
        ),
      createAll: async (desired) => {
        const words = `createAll ${JSON.stringify(desired)}`;
        const arrive = async (): Promise<void> => {
          mishap();
          await organizations.createAll(desired);
        };
        await call(process, words, arrive, patienceMs, jobFactor);
      },
      updateAll: async (changes) => {
        const words = `updateAll ${JSON.stringify(changes)}`;
        const arrive = async (): Promise<void> => {
          mishap();
          for (const { id, change } of changes) noteNeedless(id, change);
          await organizations.updateAll(changes);
        };
        await call(process, words, arrive, patienceMs, jobFactor);
      },
    }),
  };
}

function refusalOf(fate: CallFate): Error | undefined {
  const exchange = { method: "PUT", path: "/api/v2/organizations" };
  switch (fate) {
    case "refused":
      return new Unreachable("zendesk answered 503", "zendesk-503");
    case "throttled":
      return new Throttled("slow down", 5000, "account");
    case "throttled-key":
      return new Throttled("slow down", 15_000, "key");
    case "access-lost":
      return new AccessLost("zendesk answered 401", 401, exchange);
    case "bad-answer":
      return new BadAnswer("zendesk answered 500", "zendesk-500", exchange);
    case "well":
    case "answer-lost":
      return undefined;
  }
}

function isNothing(
  { externalId, name, domainNames, fields = {} }: OrganizationChange,
  actual: Organization,
): boolean {
  return (
    (externalId ?? actual.externalId) === actual.externalId &&
    (name ?? actual.name) === actual.name &&
    (domainNames ?? actual.domainNames).every((one) => actual.domainNames.includes(one)) &&
    Object.entries(fields).every(([key, value]) => actual.fields[key] === value)
  );
}

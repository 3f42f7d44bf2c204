import { fastify, type FastifyInstance } from "fastify";

import { createConsole } from "../../src/console/console.ts";
import type { ConsolePorts } from "../../src/console/ports.ts";
import { hashOfToken, type KnownOperator } from "../../src/operations/find-operator.ts";
import { sessionCookie, sessionMs } from "../../src/console/signing-in/session-cookie.ts";
import type { Action, Role } from "../../src/operations/operator.ts";
import { roles } from "../../src/operations/operator.ts";
import { small as catalogue } from "../cli/small-catalogue.ts";
import { browse, type Browser } from "../support/console-browsing.ts";
import { fakeOperations, someTime } from "./fake-operations.ts";
import { fakeSessions } from "./fake-sessions.ts";

/** A route that changes something, as it was registered. */
export type ActUnderTest = { readonly path: string; readonly action: Action | null };

export type ConsoleUnderTest = AsyncDisposable & {
  readonly app: FastifyInstance;
  readonly acts: readonly ActUnderTest[];
  /** All routes that take anything but GET and HEAD. */
  readonly changing: readonly string[];
  /** Somebody who signed in, without using up tries. */
  signedIn(role: Role): Promise<Browser>;
  pass(ms: number): void;
};

export const tokenOf = (role: Role): string => `token-of-${role}`;

/** One of each role. */
export function everybody(): KnownOperator[] {
  return roles.map((role) => ({
    name: `${role} person`,
    role,
    hash: hashOfToken(tokenOf(role)),
  }));
}

/** The console in an app of its own, on fakes unless `other` says else. */
export async function consoleUnderTest(other: Partial<ConsolePorts> = {}): Promise<ConsoleUnderTest> {
  let now = new Date(someTime);
  const app = fastify();
  const acts: ActUnderTest[] = [];
  const changing: string[] = [];
  app.addHook("onRoute", ({ method, url, config }) => {
    if ([method].flat().every((one) => one === "GET" || one === "HEAD")) return;
    changing.push(url);
    if (config?.isAct === true) acts.push({ path: url, action: config.action ?? null });
  });
  const ports: ConsolePorts = {
    operations: fakeOperations(),
    operators: everybody(),
    sessions: fakeSessions(() => now),
    catalogue,
    account: { url: "https://example.zendesk.com", isSandbox: false },
    now: () => now,
    presence: { whileUp: async (work) => await work, unlessAway: async (err) => err },
    ...other,
  };
  await app.register(createConsole(ports));
  await app.ready();
  return {
    app,
    acts,
    changing,
    async signedIn(role) {
      const id = await ports.sessions.open(
        { name: `${role} person`, tokenHash: hashOfToken(tokenOf(role)) },
        new Date(now.getTime() + sessionMs),
      );
      return browse(app, new Map([[sessionCookie, id]]));
    },
    pass(ms) {
      now = new Date(now.getTime() + ms);
    },
    async [Symbol.asyncDispose]() {
      await app.close();
    },
  };
}

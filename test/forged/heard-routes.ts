import { subscribe, unsubscribe } from "node:diagnostics_channel";

import type { FastifyInstance, RouteOptions } from "fastify";

import type { Action } from "../../src/operations/operator.ts";

/** A route as the service registered it. */
export type HeardRoute = {
  readonly method: string;
  /** As in `/api/jobs/:id`. */
  readonly path: string;
  /** What it amounts to, if it is an act of the console; null: whoever signed in may do it. */
  readonly act: Action | null | undefined;
};

export type HeardRoutes = {
  readonly routes: () => readonly HeardRoute[];
  readonly stop: () => void;
};

/**
 * Hears of every route of the apps that are made from now on, whoever registers them (Fastify tells of each app that it
 * makes: "fastify.initialization" in its documentation of hooks). Answers those of the app that answers /webhooks.
 */
export function hearRoutes(): HeardRoutes {
  const apps: HeardRoute[][] = [];
  const hear = (message: unknown): void => {
    const { fastify: app } = message as { readonly fastify: FastifyInstance };
    const heard: HeardRoute[] = [];
    apps.push(heard);
    app.addHook("onRoute", ({ method, url, config }: RouteOptions) => {
      const act = config?.isAct === true ? (config.action ?? null) : undefined;
      for (const one of [method].flat()) heard.push({ method: one, path: url, act });
    });
  };
  subscribe("fastify.initialization", hear);
  return {
    routes: () => apps.find((app) => app.some(({ path }) => path === "/webhooks/zendesk")) ?? [],
    stop: () => void unsubscribe("fastify.initialization", hear),
  };
}

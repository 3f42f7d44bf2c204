import type { LivePolicy } from "./live-account.ts";

type Settings = LivePolicy["metricSettings"];

/** `settings` with those of `changes` instead, setting by setting. */
export function mergedSettings(settings: Settings, changes: Settings): Settings {
  const metrics = [...new Set([...Object.keys(settings), ...Object.keys(changes)])];
  return Object.fromEntries(metrics.map((metric) => [metric, { ...settings[metric], ...changes[metric] }]));
}

/** The same settings, all off: as Zendesk has what it does not show. */
export function allOff(settings: Settings): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([metric, named]) => [
      metric,
      Object.fromEntries(Object.keys(named).map((name) => [name, false])),
    ]),
  );
}

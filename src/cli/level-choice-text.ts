import type { LevelChoice } from "../domain/explain/explain-level.ts";

/** Which service level, and why that. */
export function levelChoiceText({ level, because }: LevelChoice, option: string | null): string {
  switch (because) {
    case "option":
      return `${level.name}, which the organization's client_service_level says (${option})`;
    case "no-option":
      return `${level.name}, the default: no organization says another`;
    case "unknown-option":
      return `${level.name}, the default: the organization's client_service_level (${option}) is that of no level`;
  }
}

import { office, withLevel } from "../reading.ts";
import type { Broken } from "./broken.ts";

export const brokenOffers: readonly Broken[] = [
  [
    "a language that is none",
    withLevel("languages: [en, english]"),
    "4: service_levels.0.languages.1: must be a language by its code (BCP 47), as in en, de or pt-BR",
  ],
  [
    "coverage that is no schedule",
    withLevel("coverage: [Ofice]") + office,
    '4: service_levels.0.coverage.0: there is no schedule "Ofice"; did you mean Office?',
  ],
  [
    "coverage in words of its own",
    withLevel("coverage: always"),
    '4: service_levels.0.coverage: must be "around the clock" or a list of schedules, as in [Office]',
  ],
  [
    "channels that are no list",
    withLevel("channels: email"),
    "4: service_levels.0.channels: must be a list, as in [ email, phone ]",
  ],
  [
    "a link that is no address",
    withLevel("training: [{ title: Basics, url: help.example.com }]"),
    "4: service_levels.0.training.0.url: must be an address, as in https://help.example.com/start",
  ],
  [
    "a link without a title",
    withLevel("knowledge_base: [{ url: https://help.example.com }]"),
    "4: service_levels.0.knowledge_base.0.title: is missing; write title: First steps",
  ],
];

import { smallest } from "../reading.ts";
import type { Broken } from "./broken.ts";

export const brokenSegmentsAndLevels: readonly Broken[] = [
  [
    "a key of a segment that nobody knows",
    smallest.replace("slug: vip, service", "slogan: vip, slug: vip, service"),
    "2: segments.0.slogan: unknown key; there are name, slug, service_level",
  ],
  [
    "two keys that nobody knows",
    smallest.replace("slug: vip }", "slug: vip, target: {}, colour: red }"),
    "4: service_levels.0.target: unknown key; did you mean targets?",
    "4: service_levels.0.colour: unknown key; there are name, slug, description, targets, hours, schedule, metric_settings, objectives, warnings, escalations, channels, languages, coverage, services, exclusions, training, knowledge_base",
  ],
  [
    "a missing slug",
    smallest.replace("slug: vip, service", "service"),
    "2: segments.0.slug: is missing; write slug: key_account",
  ],
  [
    "a name without anything",
    smallest.replace("{ name: VIP, slug: vip, s", "{ name: , slug: vip, s"),
    "2: segments.0.name: must be text, as in Key Account",
  ],
  [
    "an empty name",
    smallest.replace("{ name: VIP, slug: vip, s", '{ name: " ", slug: vip, s'),
    "2: segments.0.name: must not be empty, as in Key Account",
  ],
  [
    "a number for a name",
    smallest.replace("{ name: VIP, slug: vip, s", "{ name: 24, slug: vip, s"),
    "2: segments.0.name: must be text, as in Key Account",
  ],
  [
    "a name that is too long",
    smallest.replace("{ name: VIP, slug: vip, s", `{ name: "${"a".repeat(101)}", slug: vip, s`),
    "2: segments.0.name: must be at most 100 characters long",
  ],
  [
    "a name of two lines",
    smallest.replace("{ name: VIP, slug: vip, s", '{ name: "Very\\nimportant", slug: vip, s'),
    "2: segments.0.name: must be one line, without control characters",
  ],
  [
    "a name with a line separator",
    smallest.replace("{ name: VIP, slug: vip, s", '{ name: "Very\\u2028important", slug: vip, s'),
    "2: segments.0.name: must be one line, without control characters",
  ],
  [
    "a slug with capitals",
    smallest.replace("slug: vip, service", "slug: Key-Account, service"),
    "2: segments.0.slug: must be lower-case letters, digits and _, as in key_account",
  ],
  [
    "a segment whose level is misspelt",
    smallest.replace("service_level: VIP }", "service_level: vip }"),
    '2: segments.0.service_level: there is no service level "vip"; did you mean VIP?',
  ],
  [
    "a segment whose level is not there",
    smallest.replace("service_level: VIP }", "service_level: Gold }"),
    '2: segments.0.service_level: there is no service level "Gold"; there is only VIP',
  ],
  [
    "no segments",
    smallest.replace("\n  - { name: VIP, slug: vip, service_level: VIP }", " []"),
    "1: segments: must not be empty, as in [ { name: Key Account, slug: key_account, service_level: Key Account } ]",
  ],
  [
    "no levels",
    smallest.replace("\n  - { name: VIP, slug: vip }", " []"),
    "3: service_levels: must not be empty, as in [ { name: Key Account, slug: key_account } ]",
  ],
  [
    "a level named twice",
    smallest.replace("slug: vip }\n", "slug: vip }\n  - { name: VIP, slug: gold }\n"),
    '5: service_levels.1.name: "VIP" is used twice; leave out one of them or call it something else',
  ],
  [
    "a slug used twice",
    smallest.replace("slug: vip }\n", "slug: vip }\n  - { name: Gold, slug: vip }\n"),
    '5: service_levels.1.slug: "vip" is used twice; leave out one of them or call it something else',
  ],
  [
    "no level for tickets of nobody",
    smallest.replace("default_service_level: VIP\n", ""),
    "1: default_service_level: is missing; write default_service_level: SMB",
  ],
  [
    "a level for tickets of nobody that is not there",
    smallest.replace("default_service_level: VIP", "default_service_level: SMB"),
    '5: default_service_level: there is no service level "SMB"; there is only VIP',
  ],
];

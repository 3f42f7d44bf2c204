import { smallest } from "../reading.ts";
import type { Broken } from "./broken.ts";

export const brokenDepartments: readonly Broken[] = [
  [
    "a rule for everything",
    smallest + "urgency_rules:\n  - priority: high\n",
    "7: urgency_rules.0: needs at least one of impact, keywords, channels, service_levels",
  ],
  [
    "a rule without a priority",
    smallest + "urgency_rules:\n  - keywords: [outage]\n",
    "7: urgency_rules.0.priority: is missing; write one of urgent, high, normal, low",
  ],
  [
    "an empty list of words",
    smallest + "urgency_rules:\n  - { priority: high, keywords: [] }\n",
    "7: urgency_rules.0.keywords: must not be empty, as in [ outage ]",
  ],
  [
    "a rule for a level that is not there",
    smallest + "urgency_rules:\n  - priority: high\n    service_levels: [VIP, Gold]\n",
    '8: urgency_rules.0.service_levels.1: there is no service level "Gold"; there is only VIP',
  ],
  [
    "a default priority that Zendesk does not have",
    smallest + "default_priority: medium\n",
    '6: default_priority: cannot be "medium"; there are urgent, high, normal, low',
  ],
  [
    "a department that says nothing",
    smallest + "departments:\n  - name: Ads\n",
    "7: departments.0: needs at least one of takes, group_ownership_time, exceptions",
  ],
  [
    "a department that takes everything",
    smallest + "departments:\n  - name: Ads\n    takes: [{}]\n",
    "8: departments.0.takes.0: needs at least one of impact, keywords, channels, service_levels",
  ],
  [
    "a department for a level that is not there",
    smallest + "departments:\n  - name: Ads\n    takes:\n      - service_levels: [Gold]\n",
    '9: departments.0.takes.0.service_levels.0: there is no service level "Gold"; there is only VIP',
  ],
  [
    "a department named twice",
    smallest +
      "departments:\n  - { name: Ads, takes: [{ channels: [web] }] }\n  - { name: Ads, takes: [{ channels: [web] }] }\n",
    '8: departments.1.name: "Ads" is used twice; leave out one of them or call it something else',
  ],
  [
    "ownership for a priority that Zendesk does not have",
    smallest + "departments:\n  - { name: Ads, group_ownership_time: { hihg: 1h } }\n",
    "7: departments.0.group_ownership_time.hihg: unknown key; did you mean high?",
  ],
  [
    "an exception without targets",
    smallest +
      "departments:\n  - name: Ads\n    exceptions:\n      - { name: Ads for VIP, service_levels: [VIP], targets: {} }\n",
    "9: departments.0.exceptions.0.targets: needs at least one metric, as in first_reply_time: { urgent: 15m }",
  ],
  [
    "an exception of a level that is not there",
    smallest +
      "departments:\n  - name: Ads\n    exceptions:\n      - name: Ads for VIP\n        service_levels: [Vip]\n        targets: { first_reply_time: { high: 1h } }\n",
    '10: departments.0.exceptions.0.service_levels.0: there is no service level "Vip"; did you mean VIP?',
  ],
  [
    "an exception for words, which Zendesk cannot ask for",
    smallest +
      "departments:\n  - name: Ads\n    exceptions:\n      - name: Ads for VIP\n        service_levels: [VIP]\n        when: { keywords: [ads] }\n        targets: { first_reply_time: { high: 1h } }\n",
    "11: departments.0.exceptions.0.when.impact: is missing; write impact: [ impact_all_sites ]",
    "11: departments.0.exceptions.0.when.keywords: unknown key; there is only impact",
  ],
  [
    "two exceptions of the same name",
    smallest +
      "departments:\n  - name: Ads\n    exceptions:\n      - { name: Ads, service_levels: [VIP], targets: { first_reply_time: { high: 1h } } }\n      - { name: Ads, service_levels: [VIP], targets: { first_reply_time: { high: 1h } } }\n",
    '10: departments.0.exceptions.1.name: "Ads" is used twice; leave out one of them or call it something else',
  ],
];

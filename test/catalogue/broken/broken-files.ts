import { smallest } from "../reading.ts";
import type { Broken } from "./broken.ts";

export const brokenFiles: readonly Broken[] = [
  [
    "nothing at all",
    "",
    "1: must be a catalogue; begin with segments, service_levels and default_service_level",
  ],
  [
    "a list instead of keys",
    "- segments\n",
    "1: must be a catalogue; begin with segments, service_levels and default_service_level",
  ],
  [
    "a bracket that is not closed",
    "segments:\n  - name: [VIP\n",
    "3: Flow sequence in block collection must be sufficiently indented and end with a ]; give what belongs together the same indentation",
  ],
  [
    "a tab as indentation",
    "segments:\n\t- name: VIP\n",
    "2: Tabs are not allowed as indentation; indent with spaces",
  ],
  [
    "a key written twice",
    smallest + "default_service_level: VIP\n",
    "6: Map keys must be unique; leave one of them",
  ],
  [
    "a colon in text without quotes",
    smallest + "catch_up: since: 2026\n",
    "6: Nested mappings are not allowed in compact mappings; put text that has a colon in it in quotes",
  ],
  [
    "a star in text without quotes",
    smallest + "urgency_rules:\n  - priority: high\n    keywords: [*urgent]\n",
    "8: there is no anchor &urgent; put text that begins with * in quotes",
  ],
  [
    "a second document",
    smallest + "---\nsegments: []\n",
    "6: a second document begins here; leave out the line of ---",
  ],
  [
    "a part that is left empty",
    smallest + "catch_up:\n",
    "6: catch_up: must be keys with values, as in { every_minutes: 5 }",
  ],
  [
    "a key of the whole that nobody knows",
    smallest + "deparments: []\n",
    "6: deparments: unknown key; did you mean departments?",
  ],
];

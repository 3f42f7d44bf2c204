import { expect, test } from "vitest";

import { readChangeLines } from "../../../src/console/changes/change-set-lines.ts";
import { theCatalogue } from "../../support/builders.ts";

test.each([
  ["C-1,SMB", [{ clientId: "C-1", segment: "SMB", serviceLevel: null }], []],
  ["C-1,SMB,Corporate", [{ clientId: "C-1", segment: "SMB", serviceLevel: "Corporate" }], []],
  ["C-1\tKey Account\t", [{ clientId: "C-1", segment: "Key Account", serviceLevel: null }], []],
  ["client_id,segment\r\n\r\n C-1 , SMB \r\n", [{ clientId: "C-1", segment: "SMB", serviceLevel: null }], []],
  ["", [], []],
  [",SMB", [], [{ line: 1, problem: "has no client id" }]],
  ["C-1", [], [{ line: 1, problem: "has no segment" }]],
  ["C-1,Gold", [], [{ line: 1, problem: 'segment "Gold" is none of VIP, Key Account, Corporate or SMB' }]],
  [
    "C-1,SMB,Gold",
    [],
    [{ line: 1, problem: 'service level "Gold" is none of VIP, Key Account, Corporate or SMB' }],
  ],
  ["C-1,SMB,SMB,today", [], [{ line: 1, problem: "has more than client_id, segment and service_level" }]],
  [
    "C-1,SMB\nC-1,VIP",
    [{ clientId: "C-1", segment: "SMB", serviceLevel: null }],
    [{ line: 2, problem: "C-1 stands in line 1 too" }],
  ],
])("of the lines %j each is read or told what is wrong with it", (text, changes, problems) => {
  expect(readChangeLines(text, theCatalogue)).toEqual({ changes, problems });
});

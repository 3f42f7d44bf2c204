import { describe, expect, it } from "vitest";

import { los } from "../support/command.ts";

describe("los", () => {
  it.each([[[]], [["help"]], [["--help"]]])("%j lists its commands", async (argv) => {
    const { code, out } = await los(argv);

    expect(code).toBe(0);
    expect(out).toMatch(
      /los serve .+\n.+los demo .+\n.+los check .+\n.+los setup .+\n.+los policies .+\n.+los clients .+\n.+los changes .+\n.+los jobs .+\n.+los catalogue .+\n.+los token .+\n.+los sandbox /,
    );
  });

  it.each([
    "serve",
    "demo",
    "check",
    "setup",
    "policies",
    "clients",
    "changes",
    "jobs",
    "catalogue",
    "token",
    "sandbox",
  ])("%s --help says how it is used", async (name) => {
    const { code, out } = await los([name, "--help"]);

    expect(code).toBe(0);
    expect(out).toContain(`los ${name}`);
  });

  it.each([
    [["dance"], 'los has no command "dance"'],
    [["constructor"], 'los has no command "constructor"'],
    [["serve", "--role", "king"], '--role is http, worker or all, not "king"'],
    [["serve", "--loud"], "Unknown option '--loud'"],
    [["sandbox", "--port", "high"], '--port is a number from 0 to 65535, not "high"'],
    [["clients"], 'clients does import, reconcile, show or forget, not ""'],
    [["clients", "toString"], 'clients does import, reconcile, show or forget, not "toString"'],
    [["clients", "import"], "import takes one file"],
    [["clients", "import", "a.csv", "--occurred-at", "noon"], "--occurred-at is a date and time with a zone"],
    [["clients", "show", "C-1", "C-2"], "show takes the id of one client"],
    [["clients", "reconcile", "--output", "xml"], '--output is table or json, not "xml"'],
    [["changes", "undo"], 'changes does plan, apply, list, show or cancel, not "undo"'],
    [["changes", "plan"], "plan takes one file"],
    [["changes", "plan", "a.csv", "--output", "xml"], '--output is table, json or csv, not "xml"'],
    [
      ["changes", "apply", "a.csv", "--effective-at", "soon"],
      "--effective-at is a date and time with a zone",
    ],
    [["changes", "apply", "a.csv", "--name", " "], "--name is the name of the change set"],
    [["changes", "apply", "a.csv"], "changes are applied only with --yes"],
    [["changes", "list", "2026-12"], "list takes no names"],
    [["changes", "show"], "show takes the name of one change set"],
    [["changes", "cancel", "a", "b"], "cancel takes the name of one change set"],
    [
      ["changes", "cancel", "2026-12", "--yes"],
      "a change set is cancelled only for a reason (--reason TEXT)",
    ],
    [["changes", "cancel", "2026-12", "--reason", " ", "--yes"], "cancelled only for a reason"],
    [["changes", "cancel", "2026-12", "--reason", "why"], "a change set is cancelled only with --yes"],
    [["setup"], 'setup does plan, apply or rollback, not ""'],
    [["setup", "apply", "a.json", "b.json"], "apply takes one saved plan at most"],
    [
      ["setup", "plan", "--webhook-url", "los"],
      '--webhook-url is an address that starts with https://, not "los"',
    ],
    [["setup", "rollback"], "setup is rolled back only with --yes"],
    [["policies", "toString"], 'policies does plan, apply, drift or explain, not "toString"'],
    [["check", "--output", "xml"], '--output is table or json, not "xml"'],
  ])("%j is refused with what is wrong and how it should be", async (argv, words) => {
    const { code, out, err } = await los(argv);

    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toContain(words);
    expect(err).toMatch(/los (serve|sandbox|check|setup|policies|clients|changes) /);
  });

  it("serve with a wrong environment lists every problem and ends", async () => {
    const { code, err } = await los(["serve"], { PORT: "high", ZENDESK_URL: "acme" });

    expect(code).toBe(1);
    expect(err.split("\n")).toEqual([
      "the environment has 5 problems",
      "PORT: must be a whole number from 0 to 65535",
      "ZENDESK_URL: must be https://SUBDOMAIN.zendesk.com, or http://127.0.0.1:PORT of a sandbox",
      "ZENDESK_WEBHOOK_SECRETS: is required",
      "ACCOUNTING_WEBHOOK_SECRETS: is required",
      "ZENDESK_OAUTH_CLIENT_ID: is missing, with ZENDESK_OAUTH_CLIENT_SECRET (or ZENDESK_EMAIL and ZENDESK_API_TOKEN)",
    ]);
  });

  it("serve with a broken catalogue names file and line and ends", async () => {
    const { code, err } = await los(["serve"], {
      ZENDESK_URL: "https://acme.zendesk.com",
      ZENDESK_OAUTH_CLIENT_ID: "a",
      ZENDESK_OAUTH_CLIENT_SECRET: "b",
      ZENDESK_WEBHOOK_SECRETS: "c",
      ACCOUNTING_WEBHOOK_SECRETS: `whsec_${Buffer.alloc(32).toString("base64")}`,
      CONFIG_DIR: "test/support/broken-catalogue",
    });

    expect(code).toBe(1);
    expect(err).toContain(
      'test/support/broken-catalogue/service-levels.yaml:6: segments.0.service_level: there is no service level "Gold"',
    );
  });
});

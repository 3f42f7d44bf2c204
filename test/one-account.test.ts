import { expect, it, onTestFinished } from "vitest";

import { InvalidConfig } from "../src/config.ts";
import { oneAccount } from "../src/one-account.ts";
import { openDatabase } from "../src/store/database.ts";
import { freshDatabase } from "./support/databases.ts";

async function openFor(databaseUrl: string, url: string, formerUrl?: string): Promise<void> {
  const zendesk = { url, formerUrl, credentials: { kind: "oauth", clientId: "", clientSecret: "" } } as const;
  const rest = { requestShare: 1, webhookSecrets: [], minuteMs: 60_000 };
  const db = await openDatabase(databaseUrl, {}, oneAccount({ ...zendesk, ...rest }));
  await db.destroy();
}

it("a database that was tried with sandboxes is not used with a real account", async () => {
  const database = await freshDatabase();
  onTestFinished(database.drop);
  await openFor(database.url, "http://127.0.0.1:4001");
  await openFor(database.url, "http://localhost:4002");

  const real = openFor(database.url, "https://acme.zendesk.com");

  await expect(real).rejects.toThrow(InvalidConfig);
  await expect(real).rejects.toThrow(
    "ZENDESK_URL: the database knows the organizations and tickets of a sandbox, not of acme.zendesk.com: take another DATABASE_URL or DATA_DIR",
  );
});

it("an account may move to another address when that is said", async () => {
  const database = await freshDatabase();
  onTestFinished(database.drop);
  await openFor(database.url, "https://acme.zendesk.com");

  await expect(openFor(database.url, "https://acme-care.zendesk.com")).rejects.toThrow("ZENDESK_FORMER_URL");
  await openFor(database.url, "https://acme-care.zendesk.com", "https://acme.zendesk.com");
});

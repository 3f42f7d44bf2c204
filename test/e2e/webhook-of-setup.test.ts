import { describe, expect, it, onTestFinished } from "vitest";

import { findFreePort } from "../../src/embedded/free-port.ts";
import { emptyAccount } from "../cli/setup-desk.ts";
import { eventually, startServiceFor } from "../support/running.ts";

describe("the webhook that los setup makes", () => {
  it("brings events to the service, which believes them with the secret that was printed", async () => {
    const { run, env, sandbox } = await emptyAccount();
    const port = String(await findFreePort());
    const { out } = await run(["setup", "apply", "--yes"], {}, { PUBLIC_URL: `http://127.0.0.1:${port}` });
    const [, secret = ""] = /^ZENDESK_WEBHOOK_SECRETS=(.+)$/m.exec(out) ?? [];
    const service = await startServiceFor({ ...env, PORT: port, ZENDESK_WEBHOOK_SECRETS: secret });
    onTestFinished(async () => await service.close());

    const acme = sandbox.createOrganization({
      name: "Acme",
      external_id: "C-1",
      organization_fields: { client_service_level: "los_vip" },
    });
    const { id } = sandbox.createTicket({ subject: "Site is down", organization_id: acme.id });

    const ticket = await eventually("a ticket with its level and priority", () =>
      sandbox.account.tickets.list().find((one) => one.id === id && one.priority !== null),
    );
    expect(ticket).toMatchObject({ tags: ["los_vip"], priority: "urgent" });
    await sandbox.deliveriesSettled();
    expect(new Set(sandbox.deliveries.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
  });
});

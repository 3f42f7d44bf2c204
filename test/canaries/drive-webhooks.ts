import { type Envelope, onboarding } from "../support/accounting.ts";
import { signed } from "../support/signed.ts";
import { zendeskEvent, zendeskSigned } from "../support/zendesk-sender.ts";
import type { Artefact } from "./canaries.ts";
import type { PlantedWorld } from "./planted-world.ts";

type Headers = Readonly<Record<string, string>>;

/** Messages as they should be, and all that is wrong with others; what was answered. */
export async function driveWebhooks(
  url: string,
  { secrets, tokens }: PlantedWorld,
  clientIds: readonly string[],
): Promise<Artefact[]> {
  const answers: Artefact[] = [];
  const send = async (path: string, body: string, headers: Headers): Promise<void> => {
    const response = await fetch(new URL(path, url), { method: "POST", headers, body });
    answers.push({ name: `POST ${path}, answered ${response.status}`, text: await toldBy(response) });
  };

  for (const { id, kind, body } of clientIds.flatMap<Envelope>((clientId) => onboarding(clientId))) {
    const text = JSON.stringify(body);
    const path = `/webhooks/accounting/${kind}`;
    const sound = signed(Buffer.from(text), { id, secret: secrets.accounting });
    await send(path, text, sound);
    await send(path, `${text} `, sound);
    await send(path, text, { ...sound, "webhook-signature": secrets.accounting });
    await send(path, text, { ...sound, "webhook-timestamp": "0" });
    await send(path, text, {
      ...sound,
      "content-type": "text/plain",
      authorization: `Bearer ${tokens.admin}`,
    });
    await send(path, "{", signed(Buffer.from("{"), { secret: secrets.accounting }));
    await send(path, "{}", signed(Buffer.from("{}"), { secret: secrets.accounting }));
  }
  const event = JSON.stringify(zendeskEvent("ticket.created", "ticket:35436"));
  await send("/webhooks/zendesk", event, zendeskSigned(event, { secret: secrets.zendesk }));
  await send("/webhooks/zendesk", `${event} `, zendeskSigned(event, { secret: secrets.zendesk }));
  await send("/webhooks/zendesk", event, {
    ...zendeskSigned(event, { secret: secrets.zendesk }),
    "x-zendesk-webhook-signature": secrets.zendesk,
  });
  return answers;
}

/** All of an answer but the cookies that it sets: those are for whoever asked. */
export async function toldBy(response: Response): Promise<string> {
  const headers = [...response.headers].filter(([name]) => name !== "set-cookie");
  return `${JSON.stringify(headers)}\n${await response.text()}`;
}

import type { AddressInfo } from "node:net";

import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";

import { webServer } from "../support/web-server.ts";
import type { Artefact } from "./canaries.ts";

/** Those whom the service tells something: their addresses, and all that they were told. */
export type Listener = {
  readonly url: URL;
  /** What came, as it came. */
  readonly told: () => Artefact;
  /** From now on it takes nothing, or takes again. */
  readonly refuse: (isRefusing: boolean) => void;
};

/** A Slack, or a collector of traces: whatever takes a POST. */
export async function webListener(name: string): Promise<Listener> {
  let text = "";
  let isRefusing = false;
  const { url } = await webServer((response, request) => {
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => response.writeHead(isRefusing ? 500 : 200).end("{}"));
  });
  return { url, told: () => ({ name, text }), refuse: (refusing) => (isRefusing = refusing) };
}

/** A mail server that wants a password. */
export async function mailListener(password: string): Promise<Listener> {
  let text = "";
  let isRefusing = false;
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth(auth, _session, callback) {
      if (isRefusing || auth.password !== password)
        return callback(new Error(`no ${auth.username ?? ""} here`));
      return callback(null, { user: auth.username });
    },
    onData(stream, _session, callback) {
      stream.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
      stream.on("end", () => callback());
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => await new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: new URL(`smtp://postman:${password}@127.0.0.1:${port}`),
    told: () => ({ name: "mails", text }),
    refuse: (refusing) => (isRefusing = refusing),
  };
}

import { parseArgs } from "node:util";

import { startSandbox } from "../sandbox/start-sandbox.ts";
import { type Command, exit, UsageError } from "./io.ts";

export const sandbox: Command = {
  usage: `los sandbox [--port 4010]

  --port   where it listens on 127.0.0.1 (0 takes any free port)`,

  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options: { port: { type: "string", default: "4010" } } });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new UsageError(`--port is a number from 0 to 65535, not "${values.port}"`);
    }
    const running = await startSandbox({ port });
    const { clientId, clientSecret } = running.credentials;
    io.out(`The Zendesk sandbox answers at ${running.url} (open it to see its state). Point the service at it with:

ZENDESK_URL=${running.url}
ZENDESK_OAUTH_CLIENT_ID=${clientId}
ZENDESK_OAUTH_CLIENT_SECRET=${clientSecret}
PUBLIC_URL=http://127.0.0.1:3000`);
    await io.untilStopped(async () => await running.close());
    return exit.done;
  },
};

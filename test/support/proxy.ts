import { createServer, connect, type AddressInfo, type Socket } from "node:net";

export type Proxy = AsyncDisposable & {
  readonly port: number;
  /** `url` with the proxy in place of its host. */
  inFrontOf(url: string): string;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  /** Keeps connections, forwards nothing. */
  freeze(): void;
  mend(): void;
};

/** A wire that can be cut: stands between the service and one of its stores. */
export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  let state: "whole" | "cut" | "frozen" = "whole";
  const sockets = new Set<Socket>();

  const server = createServer((near) => {
    if (state === "cut") {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      if (state === "frozen") socket.pause();
      socket.on("data", (chunk) => other.write(chunk));
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = (server.address() as AddressInfo).port;

  return {
    port: own,
    inFrontOf(url) {
      const through = new URL(url);
      through.hostname = "127.0.0.1";
      through.port = String(own);
      return through.href;
    },
    cut() {
      state = "cut";
      for (const socket of sockets) socket.destroy();
    },
    freeze() {
      state = "frozen";
      for (const socket of sockets) socket.pause();
    },
    mend() {
      state = "whole";
      for (const socket of sockets) socket.resume();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

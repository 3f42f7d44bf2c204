import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type Balancer = {
  readonly url: string;
  /** Breaks every connection there is; new ones are taken. */
  cut(): void;
  close(): Promise<void>;
};

/** Gives each connection to the next of these ports of 127.0.0.1 that takes it. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let turn = 0;

  const server = createServer((near) => {
    turn += 1;
    near.on("error", () => near.destroy());
    const order = ports.map((_, index) => ports[(turn + index) % ports.length]!);
    sockets.add(near);
    near.on("close", () => sockets.delete(near));
    tryNext(near, order);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => sockets.forEach((socket) => socket.resetAndDestroy()),
    async close() {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function tryNext(near: Socket, [port, ...others]: readonly number[]): void {
  if (port === undefined) {
    near.resetAndDestroy();
    return;
  }
  const far = connect(port, "127.0.0.1");
  let isThere = false;
  far.once("connect", () => {
    isThere = true;
    near.pipe(far);
    far.pipe(near);
  });
  far.on("error", () => {
    if (isThere) near.resetAndDestroy();
    else tryNext(near, others);
  });
  near.on("close", () => far.destroy());
}

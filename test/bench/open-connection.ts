import { once } from "node:events";
import { connect } from "node:net";

/** A connection that is kept alive and has one request under way at a time. */
export type Connection = {
  /** Not any more when the other side has closed it, which it may do while nothing is under way. */
  readonly isOpen: boolean;
  /** Sends these bytes. Answers the status once the whole answer is here. @throws when the connection ends before */
  exchange(request: Buffer): Promise<number>;
  close(): void;
};

const endOfHead = "\r\n\r\n";

/** `from`: the address of ours that the other side sees, one of the loopback network. */
export async function openConnection(url: string, from: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress: from, noDelay: true });
  await once(socket, "connect");
  let answered: PromiseWithResolvers<number> | undefined;
  let said = "";
  socket.on("data", (chunk) => {
    said += chunk.toString("latin1");
    if (!isWhole(said)) return;
    const status = Number(said.slice("HTTP/1.1 ".length, "HTTP/1.1 ".length + 3));
    said = "";
    answered?.resolve(status);
  });
  socket.on("error", (err) => answered?.reject(err));
  const closed = () => new Error(`the other side closed the connection from ${from}`);
  socket.on("close", () => answered?.reject(closed()));

  return {
    get isOpen() {
      return socket.writable;
    },
    async exchange(request) {
      if (!socket.writable) throw closed();
      answered = Promise.withResolvers();
      socket.write(request);
      return await answered.promise;
    },
    close: () => void socket.destroy(),
  };
}

function isWhole(said: string): boolean {
  const headEnds = said.indexOf(endOfHead);
  if (headEnds === -1) return false;
  const [, length = "0"] = /\r\ncontent-length: (\d+)/i.exec(said.slice(0, headEnds)) ?? [];
  return said.length >= headEnds + endOfHead.length + Number(length);
}

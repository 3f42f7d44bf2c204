import { connect } from "node:net";

const ANSWER_WITHIN_MS = 2_000;
const WELCOME = "+OK\r\n+PONG\r\n";

/** Whether a Redis with this password answers on this port of 127.0.0.1 and has loaded its data. */
export async function answersRedisPing(port: number, password: string): Promise<boolean> {
  const socket = connect({ port, host: "127.0.0.1", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  socket.setEncoding("utf8").write(`AUTH ${password}\r\nPING\r\n`);
  let answer = "";
  try {
    for await (const chunk of socket) {
      answer += chunk;
      if (!WELCOME.startsWith(answer) || answer === WELCOME) break;
    }
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
  return answer === WELCOME;
}

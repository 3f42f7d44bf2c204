import { STATUS_CODES } from "node:http";

import type { FastifyServerOptions } from "fastify";

import { detailsOf, Problem, problemType } from "./problems.ts";

/** What Node could not read as HTTP, or did not get in time, never becomes a request: this is the answer to it. */
export const answerUnreadable: NonNullable<FastifyServerOptions["clientErrorHandler"]> = (err, socket) => {
  if (socket.writable && err.code !== "ECONNRESET") {
    const problem = problemOf(err.code);
    const body = JSON.stringify(detailsOf(problem));
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      `content-type: ${problemType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      "connection: close",
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  }
  socket.destroy(err);
};

function problemOf(code: string): Problem {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new Problem("too-slow", "the limit is 10 seconds");
  if (code === "HPE_HEADER_OVERFLOW") return new Problem("headers-too-large", "the limit is 16 KiB");
  return new Problem("malformed-request", "this is not HTTP/1.1");
}

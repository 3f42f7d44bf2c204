import { describe, expect, it } from "vitest";
import { afterAnswer } from "../../src/sandbox/webhook-retries.ts";
import type { AfterAnswer, WebhookAnswer } from "../../src/sandbox/webhook-retries.ts";

const answered = (statusCode: number, retryAfter: string | null = null): WebhookAnswer => ({
  kind: "answered",
  statusCode,
  retryAfter,
});
const againAfter = (waitSeconds: number): AfterAnswer => ({ kind: "again", waitSeconds });
const ended = (status: "success" | "terminated" | "timeout"): AfterAnswer => ({ kind: "ended", status });

describe("whether Zendesk sends again", () => {
  it.each<[WebhookAnswer, attempts: number, AfterAnswer]>([
    [answered(200), 1, ended("success")],
    [answered(202), 4, ended("success")],
    [answered(302), 1, ended("terminated")],
    [answered(401), 1, ended("terminated")],
    [answered(500, "5"), 1, ended("terminated")],
    [answered(502), 1, ended("terminated")],
    [answered(504), 1, ended("terminated")],
    [answered(409), 1, againAfter(5)],
    [answered(409), 3, againAfter(5)],
    [answered(409), 4, ended("terminated")],
    [answered(429, "59"), 1, againAfter(59)],
    [answered(429, "60"), 1, ended("terminated")],
    [answered(429), 1, ended("terminated")],
    [answered(503, "0"), 3, againAfter(0)],
    [answered(503, "1"), 4, ended("terminated")],
    [answered(503, "Mon, 02 Mar 2026 09:00:00 GMT"), 1, ended("terminated")],
    [answered(503), 1, ended("terminated")],
    [{ kind: "timeout" }, 5, againAfter(5)],
    [{ kind: "timeout" }, 6, ended("timeout")],
    [{ kind: "unreachable" }, 1, ended("terminated")],
  ])("after %o to attempt %i: %o", (answer, attempts, expected) => {
    expect(afterAnswer(answer, attempts)).toEqual(expected);
  });
});

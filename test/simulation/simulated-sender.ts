import type { Happening } from "../chaos/history.ts";
import { accountingMessages, type Sendable } from "./accounting.ts";
import type { Fleet } from "./fleet.ts";
import { aProcess } from "./timeline.ts";
import type { World } from "./world.ts";

export type SimulatedSender = {
  /** What was sent and answered, for the judge. */
  readonly history: readonly Happening[];
  readonly messages: number;
  isDone(): boolean;
};

/** How long accounting waits for an answer (milliseconds). */
const patienceMs = 10_000;

/** Accounting: sends each message until it is answered, and some of them again. */
export function startSender(world: World, fleet: Fleet): SimulatedSender {
  const { dice, timeline, weather, trace } = world;
  const accounting = aProcess("accounting");
  const history: Happening[] = [];
  const messages = accountingMessages(dice);
  const open = new Set(messages.map(({ message }) => message.id));

  function send(sendable: Sendable): void {
    const { message } = sendable;
    const { process, http } = fleet.anyHttp();
    let isOver = false;
    const answered = (isAccepted: boolean): void => {
      if (isOver) return;
      isOver = true;
      trace.tell(accounting.name, `${message.id} was ${isAccepted ? "accepted" : "not accepted"}`);
      if (!isAccepted) {
        timeline.after(1000 + dice() * 4000, accounting, () => send(sendable));
        return;
      }
      open.delete(message.id);
      const at = timeline.nowMs;
      history.push({ kind: "answered", at, until: at, message: message.id, status: 202 });
    };
    const answer = (isAccepted: boolean): void =>
      void timeline.after(weather.queueLatencyMs(), accounting, () => answered(isAccepted));

    trace.tell(accounting.name, `sends ${message.id} to ${process.name}`);
    timeline.after(patienceMs, accounting, () => answered(false));
    timeline.after(weather.queueLatencyMs(), process, () => {
      void http.receive(message).then(
        () => answer(true),
        () => answer(false),
      );
    });
  }

  for (const sendable of messages) {
    const { atMs, message, says } = sendable;
    history.push({ kind: "sent", at: atMs, message: message.id, occurredAt: message.occurredAt, says });
    timeline.after(atMs, accounting, () => send(sendable));
    if (dice() < 0.2) timeline.after(atMs + dice() * 20_000, accounting, () => send(sendable));
  }
  return { history, messages: messages.length, isDone: () => open.size === 0 };
}

import { familyProcessorSeconds, processorSeconds } from "./process-figures.ts";

/** Processor time for each message, in microseconds: what remains to be compared on a machine that others use too. */
export type MessageCost = {
  readonly receiver: number;
  readonly database: number;
  readonly sender: number;
};

export type Measured = {
  readonly receiver: number;
  readonly sender: number;
  /** The process that started PostgreSQL's others. */
  readonly postmaster: number;
};

/** Counts from now on; answers what each of so many messages took. */
export function measureCost(pids: Measured): (messages: number) => MessageCost {
  const before = secondsOf(pids);
  return (messages) => {
    const after = secondsOf(pids);
    const each = (who: keyof MessageCost): number => ((after[who] - before[who]) * 1e6) / messages;
    return { receiver: each("receiver"), database: each("database"), sender: each("sender") };
  };
}

function secondsOf({ receiver, sender, postmaster }: Measured): MessageCost {
  return {
    receiver: processorSeconds(receiver),
    database: familyProcessorSeconds(postmaster),
    sender: processorSeconds(sender),
  };
}

import { appendFileSync, readFileSync } from "node:fs";

/** What one message says of one client, in accounting's words. */
export type Said = { readonly clientId: string; readonly fields: Readonly<Record<string, string | null>> };

export type RestingOrganization = {
  readonly id: number;
  readonly external_id: string | null;
  readonly name: string;
  readonly organization_fields: Readonly<Record<string, unknown>>;
};

export type RestingTicket = {
  readonly id: number;
  readonly organization_id: number | null;
  readonly priority: string | null;
  readonly tags: readonly string[];
};

/** How everything ended. */
export type Rest = {
  readonly kind: "rest";
  readonly at: number;
  readonly organizations: readonly RestingOrganization[];
  readonly tickets: readonly RestingTicket[];
  /** Answers 429 of our own making, and rows of jobs that were refused for the same reason. */
  readonly refused: number;
  /** Faults that struck calls, jobs and webhooks, by kind. */
  readonly faults: Readonly<Record<string, number>>;
};

/** What happened; times are milliseconds of the machine's clock. */
export type Happening =
  | {
      readonly kind: "sent";
      readonly at: number;
      readonly message: string;
      readonly occurredAt: string;
      readonly says: readonly Said[];
    }
  /** One attempt to send; without a status there was no answer. */
  | {
      readonly kind: "answered";
      readonly at: number;
      readonly until: number;
      readonly message: string;
      readonly status: number | null;
    }
  | { readonly kind: "gave-up"; readonly at: number; readonly message: string }
  | {
      readonly kind: "called";
      readonly at: number;
      readonly until: number;
      readonly method: string;
      readonly path: string;
      readonly status: number | null;
    }
  /** From the call that asked for the write to the moment at which Zendesk was done with it. */
  | { readonly kind: "wrote"; readonly at: number; readonly until: number; readonly key: string }
  | { readonly kind: "created"; readonly at: number; readonly externalId: string }
  /** A disaster; `until` is when what it struck was there again. */
  | { readonly kind: "disaster"; readonly at: number; readonly until: number; readonly name: string }
  /** A process of ours ended, and we had not killed it. */
  | { readonly kind: "ended"; readonly at: number; readonly role: string; readonly life: number }
  /** The last words of a process that reached an armed crash point. */
  | {
      readonly kind: "crashed";
      readonly at: number;
      readonly role: string;
      readonly life: number;
      readonly point: string;
    }
  /** Something recovered from the disaster that ended at `since`. */
  | {
      readonly kind: "recovered";
      readonly at: number;
      readonly since: number;
      /** `work`: all that a killed worker had held was taken again. `attempts`: the first after Redis was back. */
      readonly what: "work" | "attempts";
    }
  | Rest;

/** Several processes may write to one file: each line is written at once. */
export function openHistory(path: string): (happening: Happening) => void {
  return (happening) => appendFileSync(path, `${JSON.stringify(happening)}\n`);
}

export function readHistory(path: string): Happening[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Happening);
}

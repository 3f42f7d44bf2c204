import type { Account } from "./account.ts";
import type { Call } from "./calls.ts";
import type { Credentials } from "./credentials.ts";
import type { FaultRule } from "./faults.ts";
import type { JobFaultRule } from "./job-faults.ts";
import type { Job, JobOptions } from "./jobs.ts";
import type { OrganizationChanges } from "./organizations.ts";
import type { People } from "./people.ts";
import type { PolicyChanges } from "./policies.ts";
import type { Usage } from "./rate-limits.ts";
import type { ScheduleEdit } from "./schedules.ts";
import type { NewTicket } from "./tickets.ts";
import type { Delivery } from "./webhook-delivery.ts";
import type { WebhookFault, WebhookFaultRule } from "./webhook-faults.ts";
import type { WebhookOptions } from "./webhook-options.ts";
import type { Webhook } from "./webhooks.ts";

export type SandboxOptions = {
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The account's allowance; by default that of Zendesk Suite Enterprise, 700. */
  readonly requestsPerMinute?: number;
  readonly organizationUpdatesPerMinute?: number;
  /** Requests that update tickets; by default that of an account without the High Volume add-on, 100. */
  readonly ticketUpdatesPerMinute?: number;
  readonly incrementalExportsPerMinute?: number;
  /** What a minute of every limit lasts; less of it compresses time for a benchmark. */
  readonly minuteMs?: number;
  /** What is left out is as at Zendesk: some seconds for a hundred rows, thirty jobs at once, known for a day. */
  readonly jobs?: Partial<JobOptions> & {
    /** Of the addresses of jobs, `https://other.zendesk.com`; without it, that of the request. */
    readonly urlOrigin?: string;
  };
  readonly jobFaults?: readonly JobFaultRule[];
  readonly credentials?: Credentials;
  /** Of a token that was asked for without `expires_in`. */
  readonly tokenLifetimeSeconds?: number;
  readonly organizations?: readonly OrganizationChanges[];
  /** They were there before; without `groups` there is one, Support. */
  readonly tickets?: readonly NewTicket[];
  readonly groups?: readonly { readonly name: string }[];
  /** In the order in which they are matched, unless they say their positions. */
  readonly policies?: readonly PolicyChanges[];
  readonly schedules?: readonly ScheduleEdit[];
  /** False makes group SLA policies unknown, as on plans below Enterprise. */
  readonly groupSlas?: boolean;
  /** False makes the update of one ticket ignore `additional_tags` and `remove_tags`, which it does not document. */
  readonly singleUpdateTags?: boolean;
  /** False leaves out the organization fields of our clients. */
  readonly seedFields?: boolean;
  readonly faults?: readonly FaultRule[];
  readonly webhooks?: readonly WebhookOptions[];
  readonly webhookFaults?: WebhookFaultRule;
  /** What every answer takes at least. */
  readonly latencyMs?: number;
  /** How many calls, and how many deliveries of webhooks, stay on record. */
  readonly keptCalls?: number;
  readonly now?: () => Date;
  /** Of the dice that choose faults. */
  readonly seed?: number;
};

/** A running emulator of one Zendesk account: what is in it, what was asked of it, and ways to disturb it. */
export type Sandbox = People & {
  readonly url: string;
  readonly port: number;
  readonly credentials: Credentials;
  readonly account: Account;
  readonly calls: readonly Call[];
  /** The faults in force. */
  readonly faults: readonly FaultRule[];
  /** The latest first, those included that the API does not know any more. */
  readonly jobs: readonly Job[];
  /** The faults of jobs in force. */
  readonly jobFaults: readonly JobFaultRule[];
  /** Those that were told; those made through the API are in the account. */
  readonly webhooks: readonly Webhook[];
  readonly webhookFaults: WebhookFault;
  /** What was sent to webhooks, in the order in which it began. */
  readonly deliveries: readonly Delivery[];
  readonly usage: Usage & { readonly jobs: JobUsage };
  /** Replaces the faults in force. */
  tellFaults(faults: readonly FaultRule[]): void;
  /** Replaces the faults of jobs, for jobs that are queued from now on. */
  tellJobFaults(faults: readonly JobFaultRule[]): void;
  /** Replaces those that were told; what is under way goes on. */
  tellWebhooks(webhooks: readonly WebhookOptions[]): void;
  /** Replaces the faults of webhooks, for what happens from now on. */
  tellWebhookFaults(rule: WebhookFaultRule): void;
  /** When nothing is under way to webhooks. */
  deliveriesSettled(): Promise<void>;
  forgetCalls(): void;
  revokeTokens(): void;
  /** Everything as at the start, except that tokens stay good. */
  reset(): void;
  close(): Promise<void>;
};

/** How many jobs are queued or running, and how many may be. */
export type JobUsage = { readonly inFlight: number; readonly maxInFlight: number };

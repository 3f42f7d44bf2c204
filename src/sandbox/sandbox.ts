import type { Account, Organization } from "./account.ts";
import type { Call } from "./calls.ts";
import type { Credentials } from "./credentials.ts";
import type { FaultRule } from "./faults.ts";
import type { OrganizationChanges } from "./organizations.ts";
import type { Usage } from "./rate-limits.ts";

export type SandboxOptions = {
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The account's allowance; by default that of Zendesk Suite Enterprise, 700. */
  readonly requestsPerMinute?: number;
  readonly organizationUpdatesPerMinute?: number;
  readonly credentials?: Credentials;
  /** Of a token that was asked for without `expires_in`. */
  readonly tokenLifetimeSeconds?: number;
  readonly organizations?: readonly OrganizationChanges[];
  /** False leaves out the organization fields of our clients. */
  readonly seedFields?: boolean;
  readonly faults?: readonly FaultRule[];
  /** What every answer takes at least. */
  readonly latencyMs?: number;
  readonly now?: () => Date;
  /** Of the dice that choose faults. */
  readonly seed?: number;
};

/** A running emulator of one Zendesk account: what is in it, what was asked of it, and ways to disturb it. */
export type Sandbox = {
  readonly url: string;
  readonly port: number;
  readonly credentials: Credentials;
  readonly account: Account;
  readonly calls: readonly Call[];
  /** The faults in force. */
  readonly faults: readonly FaultRule[];
  readonly usage: Usage;
  /** Replaces the faults in force. */
  tellFaults(faults: readonly FaultRule[]): void;
  forgetCalls(): void;
  revokeTokens(): void;
  /** As people do in Zendesk's own pages: by the same rules (throws a `Refusal`), but not counted, recorded or struck. */
  createOrganization(changes: OrganizationChanges): Organization;
  editOrganization(id: number, changes: OrganizationChanges): Organization;
  deleteOrganization(id: number): void;
  /** Everything as at the start, except that tokens stay good. */
  reset(): void;
  close(): Promise<void>;
};

import type { Catalogue, ServiceLevel } from "../../../src/domain/catalogue/catalogue.ts";
import type { TicketConditions } from "../../../src/domain/catalogue/ticket-rules.ts";
import type { Ticket } from "../../../src/domain/tickets/ticket.ts";
import { aServiceLevel, at, theCatalogue } from "../../support/builders.ts";

export function aTicket(other: Partial<Ticket> = {}): Ticket {
  return {
    id: 1,
    status: "open",
    priority: "normal",
    organizationId: 7001,
    groupId: 40,
    tags: ["los_smb"],
    channel: "email",
    subject: "A question",
    description: "How do I add a page?",
    createdAt: at(0),
    updatedAt: at(1),
    ...other,
  };
}

export const vip = aServiceLevel("VIP", "vip");
export const smb = aLevel();

export function aLevel(other: Partial<ServiceLevel> = {}): ServiceLevel {
  return aServiceLevel("SMB", "smb", other);
}

/** Two levels, no rules. */
export function aCatalogue(other: Partial<Catalogue> = {}): Catalogue {
  return {
    ...theCatalogue,
    segments: [
      { name: "VIP", slug: "vip", serviceLevel: "VIP" },
      { name: "SMB", slug: "smb", serviceLevel: "SMB" },
    ],
    serviceLevels: [vip, smb],
    ...other,
  };
}

export function conditions(some: Partial<TicketConditions>): TicketConditions {
  return { impact: [], keywords: [], channels: [], serviceLevels: [], ...some };
}

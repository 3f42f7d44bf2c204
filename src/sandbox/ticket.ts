export type TicketStatus = "new" | "open" | "pending" | "hold" | "solved" | "closed";
export type TicketPriority = "urgent" | "high" | "normal" | "low";

/** Brand, form and custom status are the same for every ticket. */
export const brandId = 31_204_500_000_530;
export const formId = 31_204_500_000_402;
export const customStatusId = 31_204_500_000_274;

/** A ticket as the account keeps it; what the API shows besides is the same for all. */
export type Ticket = {
  readonly id: number;
  readonly external_id: string | null;
  readonly via: { readonly channel: string };
  readonly created_at: string;
  readonly updated_at: string;
  readonly type: "problem" | "incident" | "question" | "task" | null;
  readonly subject: string;
  readonly description: string;
  readonly priority: TicketPriority | null;
  readonly status: TicketStatus;
  readonly requester_id: number;
  readonly submitter_id: number;
  readonly assignee_id: number | null;
  readonly organization_id: number | null;
  readonly group_id: number | null;
  readonly tags: readonly string[];
};

/** Why a key failed that Zendesk's bulk job said nothing of, or did not do. */
export const leftOutCause = "zendesk-bulk-left-out";

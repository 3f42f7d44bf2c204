/** Where Zendesk's events are taken; null when nobody said where the service is reached. */
export function webhookUrlAt(publicUrl: string | undefined): string | null {
  return publicUrl === undefined ? null : `${publicUrl.replace(/\/+$/, "")}/webhooks/zendesk`;
}

import type { WebhookAuthentication } from "./webhook-authentication.ts";

/** A webhook that was made through the API; callers know it by its ULID. */
export type ManagedWebhook = {
  readonly id: number;
  readonly name: string;
  readonly description?: string;
  readonly status: "active" | "inactive";
  /** Event types, or that of triggers alone. */
  readonly subscriptions: readonly string[];
  readonly created_at: string;
  readonly created_by: string;
  /** Missing until it is changed. */
  readonly updated_at?: string;
  readonly updated_by?: string;
  readonly endpoint: string;
  readonly http_method: HttpMethod;
  readonly request_format: RequestFormat;
  readonly authentication?: WebhookAuthentication;
  readonly custom_headers?: Readonly<Record<string, string>>;
  readonly secret: string;
};

export const httpMethods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type HttpMethod = (typeof httpMethods)[number];
export const requestFormats = ["json", "xml", "form_encoded"] as const;
export type RequestFormat = (typeof requestFormats)[number];

/** All that the service calls in its daily work; whatever else is called is `other`, so that labels stay few. */
const endpoints: ReadonlySet<string> = new Set([
  "/api/v2/business_hours/schedules",
  "/api/v2/business_hours/schedules/:id/holidays",
  "/api/v2/group_slas/policies",
  "/api/v2/groups",
  "/api/v2/incremental/organizations",
  "/api/v2/incremental/tickets/cursor",
  "/api/v2/job_statuses/show_many",
  "/api/v2/organization_fields",
  "/api/v2/organizations",
  "/api/v2/organizations/:id",
  "/api/v2/organizations/create_many",
  "/api/v2/organizations/search",
  "/api/v2/organizations/show_many",
  "/api/v2/organizations/update_many",
  "/api/v2/slas/policies",
  "/api/v2/tickets/:id",
  "/api/v2/tickets/show_many",
  "/api/v2/tickets/update_many",
  "/api/v2/webhooks",
  "/oauth/tokens",
]);

/** The path of a call without ids and query, as a label of bounded values. */
export function endpointOf(path: string): string {
  const [plain = ""] = path.split("?");
  const template = plain
    .replace(/\.json$/, "")
    .replaceAll(/\/(?:\d+|[0-9a-f-]{36}|[0-9A-HJKMNP-TV-Z]{26})(?=\/|$)/g, "/:id");
  return endpoints.has(template) ? template : "other";
}

/** Where in the console people look into a condition. */
export function linkTo(condition: string, publicUrl: string): string {
  const [, kind = "", of = ""] = /^([^:]+):?(.*)$/s.exec(condition) ?? [];
  return publicUrl.replace(/\/$/, "") + pathFor(kind, of === "more" ? "" : of);
}

function pathFor(kind: string, of: string): string {
  if (kind === "cause") return of === "" ? "/failures" : `/failures?cause=${encodeURIComponent(of)}`;
  if (kind === "conflict") return "/conflicts";
  if (kind === "drift") return "/catalogue";
  if (kind === "onboarding") return of === "" ? "/clients" : `/clients/${encodeURIComponent(of)}`;
  return "/";
}

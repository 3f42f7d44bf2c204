/** What an operator may do; each role may do what those before it may. */
export const roles = ["viewer", "operator", "admin"] as const;
export type Role = (typeof roles)[number];

/** Who acts: the name and role of an operations token. */
export type Operator = { readonly name: string; readonly role: Role };

/** What is done, and the least role that may do it. */
const leastRoles = {
  look: "viewer",
  retry: "operator",
  discard: "operator",
  resolve: "operator",
  "cancel-changes": "operator",
  "schedule-changes": "operator",
  mute: "operator",
  forget: "admin",
  "raw-queues": "admin",
} as const satisfies Record<string, Role>;

export type Action = keyof typeof leastRoles;

export function mayDo({ role }: Operator, action: Action): boolean {
  return roles.indexOf(role) >= roles.indexOf(leastRoles[action]);
}

/** What people say of why they act, and as whom; kept with what they did. */
export type Act = { readonly operator: string; readonly reason: string };

/** One thing that was looked at. `mend` says what to do when it is not as it should be. */
export type Finding = {
  readonly what: string;
  readonly status: "ok" | "warning" | "problem";
  readonly message: string;
  readonly mend?: string;
};

export function ok(what: string, message: string): Finding {
  return { what, status: "ok", message };
}

export function warning(what: string, message: string, mend: string): Finding {
  return { what, status: "warning", message, mend };
}

export function problem(what: string, message: string, mend: string): Finding {
  return { what, status: "problem", message, mend };
}

import { startSandbox } from "../../src/sandbox/start-sandbox.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the answer is no JSON. */
  readonly body: unknown;
};

export type Calling = AsyncDisposable & {
  readonly sandbox: Sandbox;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** The id of a new organization. */
  create(attributes: object): Promise<number>;
  /** The organization as the API shows it. */
  show(id: number): Promise<unknown>;
};

/** A sandbox of its own for one test, and somebody with an API token to call it. */
export async function calling(options: SandboxOptions = {}): Promise<Calling> {
  const sandbox = await startSandbox(options);
  const { email, apiToken } = sandbox.credentials;
  const authorization = `Basic ${btoa(`${email}/token:${apiToken}`)}`;

  const call: Calling["call"] = async (method, path, body, headers = {}) => {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: { authorization, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  };

  return {
    sandbox,
    call,
    async create(attributes) {
      const { status, body, text } = await call("POST", "/api/v2/organizations", {
        organization: attributes,
      });
      if (status !== 201) throw new Error(`expected 201 but got ${status} ${text}`);
      return (body as { readonly organization: { readonly id: number } }).organization.id;
    },
    async show(id) {
      const { body } = await call("GET", `/api/v2/organizations/${id}`);
      return (body as { readonly organization: unknown }).organization;
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

/** A clock that stands still until it is set. */
export function clockAt(time: string): { now: () => Date; set: (later: string) => void } {
  let current = new Date(time);
  return {
    now: () => current,
    set: (later) => {
      current = new Date(later);
    },
  };
}

import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";

/** Where the pages of a browser under test come from. */
const origin = "http://localhost:80";

export type Browser = {
  /** Its cookies, as they stand. */
  readonly cookies: ReadonlyMap<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  /** Sends a form; `headers` over those of a page of ours. */
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<LightMyRequestResponse>;
  signIn(token: string): Promise<LightMyRequestResponse>;
  /** Sends the form on a page that leads to `to`. */
  send(page: string, to: string, fields?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  /** Opens a page and sends the form on it that leads to `to`, as a person would. */
  press(on: string, to: string, fields?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
};

/** Somebody with cookies and without JavaScript in front of an app. */
export function browse(app: FastifyInstance, cookies = new Map<string, string>()): Browser {
  async function ask(options: InjectOptions): Promise<LightMyRequestResponse> {
    const response = await app.inject({ ...options, cookies: Object.fromEntries(cookies) });
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (maxAge === 0 || (expires !== undefined && expires.getTime() === 0)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  const browser: Browser = {
    cookies,
    get: async (url, headers = {}) => await ask({ method: "GET", url, headers: { ...headers } }),
    post: async (url, form, headers = { origin }) =>
      await ask({
        method: "POST",
        url,
        headers: {
          host: new URL(origin).host,
          "content-type": "application/x-www-form-urlencoded",
          ...headers,
        },
        payload: new URLSearchParams(form).toString(),
      }),
    signIn: async (token) => await browser.post("/sign-in", { token }),
    send: async (page, to, fields = {}) => await browser.post(to, { ...hiddenFieldsOf(page, to), ...fields }),
    press: async (on, to, fields) => await browser.send((await browser.get(on)).body, to, fields),
  };
  return browser;
}

/** The hidden fields of the form that leads to `to`; none when there is no such form. */
function hiddenFieldsOf(page: string, to: string): Record<string, string> {
  const form = [...page.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].find(
    ([, action]) => action === to,
  );
  const inputs = (form?.[2] ?? "").matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = "", value = ""]) => [name, value]));
}

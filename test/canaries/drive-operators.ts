import { actsDone } from "./acts-done.ts";
import type { Artefact } from "./canaries.ts";
import { toldBy } from "./drive-webhooks.ts";
import { answersSeen, pagesSeen } from "./seen.ts";
import type { PlantedWorld } from "./planted-world.ts";

/** What people see who sign in, and what they are answered who cannot. Sessions and form tokens become canaries. */
export async function driveOperators(
  url: string,
  { tokens, cage }: PlantedWorld,
  ids: Readonly<Record<string, readonly string[]>>,
): Promise<Artefact[]> {
  const answers: Artefact[] = [];
  const signIn = async (token: string, origin = url): Promise<string> => {
    const response = await fetch(`${url}/sign-in`, {
      method: "POST",
      headers: { origin },
      body: new URLSearchParams({ token }),
      redirect: "manual",
    });
    answers.push({ name: `signing in, answered ${response.status}`, text: await toldBy(response) });
    const [cookie = ""] = (response.headers.get("set-cookie") ?? "").split(";");
    const [, id = ""] = cookie.split("=");
    if (id !== "") cage.add("a session", id);
    return cookie;
  };

  await signIn(`${tokens.admin}x`);
  await signIn(tokens.admin, "https://evil.example");
  const asked = await fetch(`${url}/jobs?token=${tokens.admin}`, { redirect: "manual" });
  answers.push({ name: "a page without a session", text: await asked.text() });

  answers.push(...(await actsDone(url, tokens.admin)));
  for (const token of [tokens.viewer, tokens.admin]) {
    const cookie = await signIn(token);
    const pages = await pagesSeen(url, cookie);
    const { seal, text } = formTokenIn(pages);
    // The page that it was read from is where it belongs.
    answers.push(...pages.map((page) => ({ ...page, text: page.text.replaceAll(text, "") })));
    answers.push(...(await answersSeen(url, token, ids)));
    const response = await fetch(`${url}/sign-out`, {
      method: "POST",
      headers: { cookie, origin: url },
      body: new URLSearchParams({ form_token: text }),
      redirect: "manual",
    });
    answers.push({ name: `signing out, answered ${response.status}`, text: await toldBy(response) });
    if (seal !== "") cage.add("the seal of a form", seal);
  }
  const refused = await fetch(`${url}/api/jobs`, { headers: { authorization: `Bearer ${tokens.admin}x` } });
  answers.push({ name: "the API, asked by nobody", text: await toldBy(refused) });
  answers.push({ name: "metrics", text: await (await fetch(`${url}/metrics`)).text() });
  answers.push({ name: "readiness", text: await (await fetch(`${url}/readyz`)).text() });
  return answers;
}

/** The token of the form that signs out: it stands on each page, for who sees the page alone. */
function formTokenIn(pages: readonly Artefact[]): { readonly text: string; readonly seal: string } {
  const form = /action="\/sign-out".*?name="form_token" value="([^"]+)"/s;
  const [, text = ""] = pages.map((page) => form.exec(page.text)).find((found) => found !== null) ?? [];
  return { text, seal: text.split(".")[2] ?? "" };
}

import { eventually } from "../support/running.ts";
import type { Artefact } from "./canaries.ts";
import { toldBy } from "./drive-webhooks.ts";
import { patienceMs } from "./planted-world.ts";

/** What the operations API answers to who discards a job that stopped, and has it looked at again after all. */
export async function actsDone(url: string, token: string): Promise<Artefact[]> {
  const authorization = `Bearer ${token}`;
  const stopped = async (): Promise<string | undefined> => {
    const response = await fetch(new URL("/api/jobs?state=conflict", url), { headers: { authorization } });
    const { jobs } = (await response.json()) as { readonly jobs?: readonly { readonly id: string }[] };
    return jobs?.[0]?.id;
  };
  const id = await eventually("a job that stopped", stopped, patienceMs);

  const done: Artefact[] = [];
  for (const act of ["discard", "retry"]) {
    const response = await fetch(new URL(`/api/jobs/${id}/${act}`, url), {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ reason: "it looks right" }),
    });
    const name = `POST /api/jobs/:id/${act}, answered ${response.status}`;
    done.push({ name, text: await toldBy(response) });
  }
  return done;
}

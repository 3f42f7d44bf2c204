import type { FastifyReply } from "fastify";

import { counted } from "../../domain/counted.ts";
import { parseInstant } from "../../domain/instant.ts";
import { html, type Html } from "../../markup/html.ts";
import type { WantedChangeSet } from "../../operations/change-set.ts";
import { Unfit } from "../../operations/refusals.ts";
import { act, type Doing } from "../acting/act.ts";
import { type ActForm, actForm } from "../acting/act-form.ts";
import { type LineProblem, readChangeLines } from "./change-set-lines.ts";
import {
  previewPath,
  problemCard,
  problemList,
  scheduleForm,
  schedulePreview,
  type TypedChangeSet,
} from "./change-set-schedule-view.ts";
import { changeSetPath, schedulePath } from "./change-set-words.ts";
import { seeOther } from "../look/notice.ts";
import { page } from "../look/page.ts";
import type { ConsolePart, ConsolePorts } from "../ports.ts";

const title = "Schedule a change set";

/** In two steps: what was pasted is shown as what it would do, and then scheduled. Nothing typed is lost. */
export const changeSetSchedulePage: ConsolePart = (scope, ports) => {
  const { changeSets } = ports.operations;

  scope.get(schedulePath, async (request, reply) =>
    page(reply, ports, {
      title,
      section: "changes",
      lead: html`Nothing is done before you have seen what it would do.`,
      body: scheduleForm({ name: "", effectiveAt: "", lines: "" }, (form) => actForm(request, ports, form)),
    }),
  );

  act(scope, ports, {
    path: previewPath,
    action: "schedule-changes",
    reason: "none",
    handler: async (doing) =>
      await orTypedAgain(doing, async ({ request, reply }, typed) => {
        const planned = await changeSets.plan(readWanted(typed, ports));
        const form = (one: ActForm): Html => actForm(request, ports, one);
        return page(reply, ports, {
          title,
          section: "changes",
          lead: html`This is what “${typed.name}” would do. Nothing is scheduled yet.`,
          body: html`${schedulePreview(planned, typed, form)}
            <h2>Change it</h2>
            ${scheduleForm(typed, form)}`,
        });
      }),
  });

  act(scope, ports, {
    path: schedulePath,
    action: "schedule-changes",
    reason: "needed",
    handler: async (doing) =>
      await orTypedAgain(doing, async ({ reply, act: by }, typed) => {
        const wanted = readWanted(typed, ports);
        await changeSets.schedule(wanted, by);
        const clients = counted(wanted.changes.length, "client");
        return seeOther(reply, changeSetPath(wanted.id), `Scheduled for ${clients}.`);
      }),
  });

  async function orTypedAgain(
    doing: Doing,
    handle: (doing: Doing, typed: TypedChangeSet) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    const typed = typedIn(doing.form);
    try {
      return await handle(doing, typed);
    } catch (err) {
      if (!(err instanceof Unfit)) throw err;
      const said = err instanceof UnfitLines ? problemList(err.problems) : problemCard(err.message);
      const again = scheduleForm(typed, (form) => actForm(doing.request, ports, form));
      return page(doing.reply, ports, {
        title,
        section: "changes",
        status: 422,
        body: html`${said} ${again}`,
      });
    }
  }
};

class UnfitLines extends Unfit {
  readonly problems: readonly LineProblem[];

  constructor(problems: readonly LineProblem[]) {
    super(`${counted(problems.length, "line")} cannot be read`);
    this.problems = problems;
  }
}

/** @throws Unfit */
function readWanted(typed: TypedChangeSet, { catalogue }: ConsolePorts): WantedChangeSet {
  const { changes, problems } = readChangeLines(typed.lines, catalogue);
  if (problems.length > 0) throw new UnfitLines(problems);
  return { ...headOf(typed), changes };
}

function typedIn(form: URLSearchParams): TypedChangeSet {
  return {
    name: (form.get("name") ?? "").trim(),
    effectiveAt: form.get("effective_at") ?? "",
    lines: form.get("lines") ?? "",
  };
}

function headOf({ name, effectiveAt }: TypedChangeSet): { readonly id: string; readonly effectiveAt: Date } {
  if (name === "" || name.length > 255) throw new Unfit("a change set needs a name of up to 255 characters");
  const instant = parseInstant(`${effectiveAt.length === 16 ? `${effectiveAt}:00` : effectiveAt}Z`);
  if (instant === undefined)
    throw new Unfit("give the time when it takes effect, as in 2026-12-01T08:00 (UTC)");
  return { id: name, effectiveAt: new Date(instant) };
}

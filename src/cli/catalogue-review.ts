import { type Finding, topics } from "../domain/review/review-finding.ts";

const marks = { present: "✔", missing: "!", inconsistent: "✖" } as const;

/** The checklist for a person: by topic, and at the end how much there is to mend. */
export function catalogueReview(findings: readonly Finding[]): string {
  const byTopic = topics.flatMap((topic) => {
    const some = findings.filter((finding) => finding.topic === topic);
    return some.length === 0 ? [] : [[topic, ...some.map(line)].join("\n")];
  });
  const [missing, inconsistent] = (["missing", "inconsistent"] as const).map(
    (status) => findings.filter((finding) => finding.status === status).length,
  );
  const total =
    missing === 0 && inconsistent === 0
      ? "All is there, and nothing contradicts itself."
      : `${missing} missing, ${inconsistent} inconsistent.`;
  return [...byTopic, total].join("\n\n");
}

function line(finding: Finding): string {
  const { status, level, message } = finding;
  const whose = level === null ? "" : `${level}: `;
  const first = `  ${marks[status]} ${status.padEnd(12)}  ${whose}${message}`;
  return finding.status === "present" ? first : `${first}\n${" ".repeat(18)}→ ${finding.mend}`;
}

import { countOf, type DeploymentResult, type StackResult, type StepResult } from "./run-deployment";

const GATES: Readonly<Record<StepResult["gate"], string>> = {
  passed: "rolled out, alarms quiet",
  "not needed": "nothing changed",
  closed: "**stopped here**",
  "not reached": "not reached",
};

const LISTED: readonly (readonly [StackResult["outcome"], string])[] = [
  ["deployed", "Deployed"],
  ["failed", "Failed, perhaps half-way"],
  ["refused", "Refused: as before"],
  ["not begun", "Not begun: as before"],
  ["unchanged", "Nothing to do"],
];

function named(stacks: readonly StackResult[], wanted: StackResult["outcome"]): string {
  const found = stacks.filter(({ outcome }) => outcome === wanted);
  return found.map(({ stack, changes }) => `\`${stack}\`${changes === undefined ? "" : ` (${countOf(changes)})`}`).join(", ");
}

function headline({ steps, failures, resumed = false }: DeploymentResult, environment: string): string {
  const stacks = steps.flatMap((step) => step.stacks);
  const deployed = stacks.filter(({ outcome }) => outcome === "deployed").length;
  if (failures.length === 0) return deployed === 0 ? `${environment} was as it should be` : `${environment} is deployed`;
  return deployed === 0 && !resumed ? `${environment} was not deployed` : `${environment} is deployed in part`;
}

function table(steps: readonly StepResult[]): string[] {
  const rows = steps.map(({ step, stacks, gate }) => {
    const deployed = stacks.filter(({ outcome }) => outcome === "deployed").length;
    return `| ${step} | ${stacks.length} | ${deployed} | ${GATES[gate]} |`;
  });
  return ["| step | stacks | deployed | gate |", "| --- | --- | --- | --- |", ...rows];
}

/** Whether anything of it has begun and not come to its end: what never began says itself what to do. */
function isHalfWay({ steps, failures, resumed = false }: DeploymentResult): boolean {
  const begun = resumed || steps.some(({ stacks }) => stacks.some(({ outcome }) => outcome === "deployed" || outcome === "failed"));
  return failures.length > 0 && begun;
}

/** A delivery as Markdown, for the summary of a workflow and for a person: what was deployed, what was not, why, and what to do now. */
export function deploymentReport(result: DeploymentResult, environment: string, commit: string): string {
  const stacks = result.steps.flatMap((step) => step.stacks);
  const lists = LISTED.map(([outcome, title]) => [title, named(stacks, outcome)]).filter(([, names]) => names !== "");
  const failures = result.failures.flatMap((failure) => ["```text", failure.replaceAll("```", "'''"), "```", ""]);
  return [
    `## ${headline(result, environment)}`,
    "",
    `Commit \`${commit.slice(0, 12)}\`.`,
    "",
    ...(failures.length > 0 ? ["### What went wrong", "", ...failures] : []),
    ...(result.steps.length > 0 ? [...table(result.steps), ""] : []),
    ...lists.map(([title, names]) => `- ${title}: ${names}`),
    ...(isHalfWay(result) ? ["", AGAIN] : []),
    "",
  ].join("\n");
}

const AGAIN =
  "Once the cause is mended, run the same deployment again: it goes on where it stopped. What was deployed stays so; to go back, deploy an earlier commit.";

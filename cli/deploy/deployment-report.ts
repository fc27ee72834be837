import { countOf, type DeploymentResult, type StackResult, type StepResult } from "./run-deployment";

const GATES: Readonly<Record<StepResult["gate"], string>> = {
  passed: "passed",
  "not needed": "no changes",
  failed: "**failed: rollout stopped**",
  "not reached": "not reached",
};

const LISTED: readonly (readonly [StackResult["outcome"], string])[] = [
  ["deployed", "Deployed"],
  ["failed", "Failed (may be partially applied)"],
  ["refused", "Refused (unchanged)"],
  ["not started", "Not started (unchanged)"],
  ["unchanged", "No changes"],
];

function named(stacks: readonly StackResult[], wanted: StackResult["outcome"]): string {
  const found = stacks.filter(({ outcome }) => outcome === wanted);
  return found.map(({ stack, changes }) => `\`${stack}\`${changes === undefined ? "" : ` (${countOf(changes)})`}`).join(", ");
}

function headline({ steps, failures, resumed = false }: DeploymentResult, environment: string): string {
  const stacks = steps.flatMap((step) => step.stacks);
  const deployed = stacks.filter(({ outcome }) => outcome === "deployed").length;
  if (failures.length === 0) return `${environment}: ${deployed === 0 ? "no changes" : "deployed"}`;
  return `${environment}: ${deployed === 0 && !resumed ? "not deployed" : "partially deployed"}`;
}

function table(steps: readonly StepResult[]): string[] {
  const rows = steps.map(({ step, stacks, gate }) => {
    const deployed = stacks.filter(({ outcome }) => outcome === "deployed").length;
    return `| ${step} | ${stacks.length} | ${deployed} | ${GATES[gate]} |`;
  });
  return ["| step | stacks | deployed | gate |", "| --- | --- | --- | --- |", ...rows];
}

/** Whether the deployment started but did not finish. If it never started, the failure states how to fix it. */
function isPartial({ steps, failures, resumed = false }: DeploymentResult): boolean {
  const started = resumed || steps.some(({ stacks }) => stacks.some(({ outcome }) => outcome === "deployed" || outcome === "failed"));
  return failures.length > 0 && started;
}

/** A deployment as Markdown, for the summary of a workflow: the result of each stack, the failures, and the next step. */
export function deploymentReport(result: DeploymentResult, environment: string, commit: string): string {
  const stacks = result.steps.flatMap((step) => step.stacks);
  const lists = LISTED.map(([outcome, title]) => [title, named(stacks, outcome)]).filter(([, names]) => names !== "");
  const failures = result.failures.flatMap((failure) => ["```text", failure.replaceAll("```", "'''"), "```", ""]);
  return [
    `## ${headline(result, environment)}`,
    "",
    `Commit \`${commit.slice(0, 12)}\`.`,
    "",
    ...(failures.length > 0 ? ["### Errors", "", ...failures] : []),
    ...(result.steps.length > 0 ? [...table(result.steps), ""] : []),
    ...lists.map(([title, names]) => `- ${title}: ${names}`),
    ...(isPartial(result) ? ["", RESUME] : []),
    "",
  ].join("\n");
}

const RESUME =
  "Fix the cause and run the same deployment again; it resumes where it stopped. Applied changes stay in place. To roll back, deploy an earlier commit.";

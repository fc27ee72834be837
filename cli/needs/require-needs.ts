import { requireCredentials } from "../aws/credentials";
import { Problem } from "../problem";
import type { Need } from "../verb";
import { findPython, findTerraform } from "./find-tools";
import { problemWith, PYTHON, TERRAFORM, VENV } from "./tools";

/** The problems with Terraform, or with Python and its venv module. A missing Python is reported once. */
export function toolProblems(need: "terraform" | "python"): string[] {
  if (need === "terraform") return [problemWith(TERRAFORM, findTerraform())].filter((problem) => problem !== undefined);
  const python = findPython();
  // Child processes and libraries start this Python.
  if (python) process.env.TERRACE_PYTHON = python.program;
  const problems = [problemWith(PYTHON, python?.version), ...(python ? [problemWith(VENV, python.venv ? "there" : undefined)] : [])];
  return problems.filter((problem) => problem !== undefined);
}

/**
 * Checks the tools and credentials that a verb needs, and no others.
 *
 * @throws Problem with everything that is missing.
 */
export async function requireNeeds(needs: readonly Need[], account?: string): Promise<void> {
  const problems = needs.filter((need) => need !== "credentials").flatMap(toolProblems);
  if (problems.length > 0)
    throw new Problem(
      `${problems.length === 1 ? "A tool that this command needs is missing or too old." : `${problems.length} tools that this command needs are missing or too old.`}\n\n${problems.join("\n\n")}`,
    );
  if (needs.includes("credentials")) await requireCredentials(account);
}

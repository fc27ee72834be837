import { accountChecks } from "../doctor/accounts";
import { findingLines, runChecks, type Check, type Finding } from "../doctor/finding";
import { machineChecks } from "../doctor/machine";
import { sourceChecks, toolChecks } from "../doctor/tools";
import { pathsOf } from "../paths";
import { Problem } from "../problem";
import { loadProject, projectRoot } from "../project";
import { environmentsOf } from "../../project/project";
import { type Call, DONE, FAILED } from "../verb";

/** terrace doctor: checks everything that any verb needs, at the same time. */
export async function doctor(call: Call): Promise<number> {
  const { root, checks } = projectChecks(call.root);
  const paths = pathsOf(root);
  const findings = await runChecks({ ...toolChecks(), ...sourceChecks(paths), ...machineChecks(paths), ...checks });
  const ok = findings.every(({ status }) => status !== "missing");
  call.report({ ok, checks: findings }, findingLines(findings));
  return ok ? DONE : FAILED;
}

/** The accounts of the project, or the reason why there is none: outside of a project, everything else is checked. */
function projectChecks(folder: string): { readonly root: string; readonly checks: Readonly<Record<string, Check>> } {
  const finding = (status: Finding["status"], error: Problem) => ({
    project: () => ({ name: "project", status, found: error.message.split("\n")[0] ?? "" }),
  });
  let root: string;
  try {
    root = projectRoot(folder);
  } catch (error) {
    if (error instanceof Problem) return { root: folder, checks: finding("not checked", error) };
    throw error;
  }
  try {
    return { root, checks: accountChecks(environmentsOf(loadProject(root))) };
  } catch (error) {
    if (error instanceof Problem) return { root, checks: finding("missing", error) };
    throw error;
  }
}

import * as fs from "node:fs";
import * as path from "node:path";
import { findPython, findTerraform } from "../needs/find-tools";
import { NODE, problemWith, PYTHON, TERRAFORM, VENV, type Tool } from "../needs/tools";
import type { Paths } from "../paths";
import { run } from "../process/run";
import { describeSource, findSource, neededProvider } from "../terraform/provider";
import type { Check, Finding } from "./finding";

function toolFinding(tool: Tool, version: string | undefined): Finding {
  const problem = problemWith(tool, version);
  if (problem === undefined) return { name: tool.name, status: "ok", found: version ?? "" };
  const [first = "", ...rest] = problem.split("\n").map((line) => line.trim());
  return { name: tool.name, status: "missing", found: first, fix: rest.join("; ") };
}

/** The tools that Terrace starts. */
export function toolChecks(): Readonly<Record<string, Check>> {
  const python = findPython();
  return {
    [NODE.name]: () => toolFinding(NODE, process.versions.node),
    Terraform: () => toolFinding(TERRAFORM, findTerraform()),
    Python: () => toolFinding(PYTHON, python?.version),
    [VENV.name]: () =>
      python
        ? toolFinding(VENV, python.venv ? "installed" : undefined)
        : { name: VENV.name, status: "not checked", found: "Python was not found" },
  };
}

/** Where packages and the provider come from. */
export function sourceChecks(paths: Paths): Readonly<Record<string, Check>> {
  return {
    "AWS provider": async () => {
      const source = await findSource(paths);
      return { name: "AWS provider", status: "ok", found: `${neededProvider().version} ${describeSource(source)}` };
    },
    "Python packages": () => pythonPackages(paths),
    "package registry": () => packageRegistry(paths),
  };
}

function pythonPackages({ venv, python }: Paths): Finding {
  const name = "Python packages";
  if (fs.existsSync(path.join(venv, "terrace.sha256")) && fs.existsSync(python))
    return { name, status: "ok", found: `installed in ${venv}` };
  return { name, status: "ok", found: "not installed yet: the first run of `terrace dev` installs them" };
}

const TIMEOUT_MILLISECONDS = 5_000;

async function packageRegistry({ root }: Paths): Promise<Finding> {
  const name = "package registry";
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { code, stdout } = await run(npm, ["config", "get", "registry"], { cwd: root });
  const registry = stdout.trim();
  if (code !== 0 || !URL.canParse(registry)) return { name, status: "not checked", found: "npm reports no registry" };
  if (await isReachable(new URL("-/ping", registry.replace(/\/?$/, "/")).href)) return { name, status: "ok", found: registry };
  return {
    name,
    status: "warning",
    found: `${registry} does not respond`,
    fix: "only an installation of packages needs it; check the network, or set npm config set registry <URL>",
  };
}

/** Whether anything responds at an address: any status is a response. */
export async function isReachable(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
    return true;
  } catch {
    return false;
  }
}

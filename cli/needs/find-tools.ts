import { spawnSync } from "node:child_process";
import { problemWith, PYTHON } from "./tools";

export interface FoundPython {
  readonly program: string;
  readonly version: string;
  readonly venv: boolean;
}

/** The output of a command; undefined if the command is missing or failed. */
function outputOf(program: string, args: readonly string[]): string | undefined {
  const { error, status, stdout } = spawnSync(program, args, { encoding: "utf8", timeout: 30_000 });
  return error || status !== 0 ? undefined : stdout.trim();
}

/** The version of Terraform, or of the engine in TERRAFORM_BINARY_NAME. */
export function findTerraform(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const answer = outputOf(env.TERRAFORM_BINARY_NAME ?? "terraform", ["version", "-json"]);
  if (answer === undefined) return undefined;
  try {
    return (JSON.parse(answer) as { terraform_version?: string }).terraform_version ?? answer;
  } catch {
    return answer;
  }
}

/** The first Python that is new enough, or else the first one found. */
export function findPython(env: NodeJS.ProcessEnv = process.env): FoundPython | undefined {
  const candidates = [env.PYTHON ?? "", "python3", "python"].filter((name) => name !== "");
  let first: { program: string; version: string } | undefined;
  for (const program of candidates) {
    const version = outputOf(program, ["-c", "import platform; print(platform.python_version())"]);
    if (version === undefined) continue;
    first ??= { program, version };
    if (problemWith(PYTHON, version) === undefined) return { program, version, venv: hasVenv(program) };
  }
  return first && { ...first, venv: hasVenv(first.program) };
}

function hasVenv(program: string): boolean {
  return outputOf(program, ["-c", "import venv, ensurepip; print('there')"]) !== undefined;
}

import * as path from "node:path";
import { packageRoot } from "./package-root";

/**
 * Paths of all generated files. They are in .terrace, which Git ignores, and can be deleted at any time, except the folder `rescued`: it exists
 * only if Terraform could not save a state, and holds the only copy.
 */
export interface Paths {
  /** The folder of the project: the one with cdktf.json. */
  readonly root: string;
  /** The folder in which Terrace is installed. In its own repository it is the root. */
  readonly package: string;
  readonly home: string;
  readonly logs: string;
  readonly venv: string;
  /** The Python interpreter of the virtual environment. */
  readonly python: string;
  readonly readyFile: string;
  readonly pidFile: string;
  /** Held by the only run that changes the local AWS. */
  readonly runLock: string;
  readonly serverLog: string;
  /** The server's own output; it shows why the server failed to start. */
  readonly serverOutput: string;
  readonly cliConfig: string;
  /** The output folder of a local synthesis. Never `cdktf.out`, so that it is not mixed with a deployment to AWS. */
  readonly output: string;
}

export function pathsOf(root: string, name = "local"): Paths {
  const home = path.join(root, ".terrace");
  const server = path.join(home, name);
  return {
    root,
    package: packageRoot(),
    home,
    logs: path.join(home, "logs", name),
    venv: path.join(home, "venv"),
    python: path.join(home, "venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python"),
    readyFile: path.join(server, "ready.json"),
    pidFile: path.join(server, "pid"),
    runLock: path.join(server, "run.lock"),
    serverLog: path.join(home, "logs", name, "local-aws.jsonl"),
    serverOutput: path.join(home, "logs", name, "local-aws.log"),
    cliConfig: path.join(home, "terraform.tfrc"),
    output: path.join(".terrace", name, "cdktf.out"),
  };
}

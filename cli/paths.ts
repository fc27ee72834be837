import * as path from "node:path";

/**
 * Where everything generated lives. All of it is below .terrace (which git ignores), and may be deleted at any time; but for `rescued`, which is there only
 * where a state could not be saved, and says so.
 */
export interface Paths {
  readonly root: string;
  readonly home: string;
  readonly logs: string;
  readonly venv: string;
  /** The programs of the virtual environment. */
  readonly python: string;
  readonly readyFile: string;
  readonly pidFile: string;
  readonly serverLog: string;
  /** What the server prints itself, which is where a failure to start shows. */
  readonly serverOutput: string;
  readonly cliConfig: string;
  /** What a local deployment synthesises: never `cdktf.out`, so that it is not mixed with a real deployment. */
  readonly output: string;
}

export function pathsOf(root: string, name = "local"): Paths {
  const home = path.join(root, ".terrace");
  const server = path.join(home, name);
  return {
    root,
    home,
    logs: path.join(home, "logs", name),
    venv: path.join(home, "venv"),
    python: path.join(home, "venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python"),
    readyFile: path.join(server, "ready.json"),
    pidFile: path.join(server, "pid"),
    serverLog: path.join(home, "logs", name, "local-aws.jsonl"),
    serverOutput: path.join(home, "logs", name, "local-aws.log"),
    cliConfig: path.join(home, "terraform.tfrc"),
    output: path.join(".terrace", name, "cdktf.out"),
  };
}

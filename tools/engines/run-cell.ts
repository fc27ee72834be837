import * as fs from "node:fs";
import * as path from "node:path";
import { lastLines, run, type Finished } from "../../cli/process/run";
import { Problem } from "../../cli/problem";
import type { Cell } from "./cells";
import { compareOutput } from "./compare-output";
import { makeScratchProject, type ProjectFolders } from "./scratch-project";

/** One check of a cell; `problem` if it failed. */
export interface CellCheck {
  readonly name: string;
  readonly seconds: number;
  readonly problem?: string;
}

/** Inputs of a run. */
export interface CellOptions extends ProjectFolders {
  /** A folder on the same disk, for this cell alone. */
  readonly folder: string;
  /** The output of the project itself, with the engine of package.json. */
  readonly expected: string;
  readonly signal: AbortSignal;
}

/** The context of a synthesis, as the CLI passes it. */
function contextOf(project: string): string {
  const { targetVersions } = JSON.parse(fs.readFileSync(path.join(project, "cdktf.json"), "utf8")) as { readonly targetVersions?: object };
  return JSON.stringify({ targetVersions });
}

/** Installs a cell's packages in a scratch project, checks the types there, and compares its output with the expected one. */
export async function runCell(cell: Cell, options: CellOptions): Promise<readonly CellCheck[]> {
  const { folder, expected, signal } = options;
  const project = path.join(folder, "project");
  const node = cell.node === undefined ? process.execPath : path.join(project, "node_modules", cell.node);
  const install = await timed("packages", signal, async () => {
    await makeScratchProject(options, project, cell, signal);
    if (!fs.existsSync(node))
      throw new Problem(`${cell.node} was not installed: npm has no such Node for ${process.platform} ${process.arch}.`);
  });
  if (install.problem !== undefined) return [install];
  const types = cell.types ? [await timed("types", signal, () => checkTypes(project, signal))] : [];
  const output = path.join(folder, "output");
  const synthesis = await timed("synthesized bytes", signal, async () => {
    await synthesize(project, output, node, signal);
    const differences = compareOutput(expected, output, cell.differences);
    if (differences.length > 0) throw new Problem(differences.join("\n"));
  });
  return [install, ...types, synthesis];
}

/** Copies the project as it is now, and synthesizes the expected output with the project's own packages. */
export async function takeSnapshot(root: string, folder: string, signal: AbortSignal): Promise<Pick<CellOptions, "source" | "expected">> {
  const [source, expected] = [path.join(folder, "source"), path.join(folder, "expected")];
  await makeScratchProject({ root, source: root }, source, { packages: [], successor: false }, signal);
  await synthesize(source, expected, process.execPath, signal);
  return { source, expected };
}

/** Synthesizes all environments and fixtures of a project into a folder. */
async function synthesize(project: string, output: string, node: string, signal: AbortSignal): Promise<void> {
  const args = ["tools/run.cjs", "tools/digest.ts", "--keep", output];
  orFail(await run(node, args, { cwd: project, env: { ...process.env, CDKTF_CONTEXT_JSON: contextOf(project) }, signal }));
}

async function checkTypes(project: string, signal: AbortSignal): Promise<void> {
  const compiler = path.join(project, "node_modules", "typescript", "bin", "tsc");
  orFail(await run(process.execPath, [compiler, "--noEmit", "--incremental", "false"], { cwd: project, signal }));
}

function orFail({ code, stdout, stderr }: Finished): void {
  if (code !== 0) throw new Problem(lastLines(stdout + stderr, 30));
}

const STOPPED = "stopped: it was interrupted, or the time for all cells is over";

/** Nothing starts after the signal: it would run without a limit. */
async function timed(name: string, signal: AbortSignal, action: () => Promise<void>): Promise<CellCheck> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  if (signal.aborted) return { name, seconds: 0, problem: STOPPED };
  try {
    await action();
    return { name, seconds: seconds() };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { name, seconds: seconds(), problem: signal.aborted ? STOPPED : error.message };
  }
}

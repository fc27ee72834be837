import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { duration } from "../../cli/text/duration";
import { pathsOf } from "../../cli/paths";
import { Problem, runCommand } from "../../cli/problem";
import { stopSignal } from "../../cli/process/stop-signal";
import { append } from "../checks/counts.cjs";
import { CELLS, CI_CELL, cellsOf, type Cell } from "../engines/cells";
import { runCell, takeSnapshot } from "../engines/run-cell";

const USAGE = "npm run engines -- [--cell <name>]…";
/** For all cells together. A cell takes one to three minutes. */
const MINUTES = 20;

/**
 * npm run engines: type checks and synthesizes the project on other engines, bindings and versions of Node, and compares every byte.
 *
 *     npm run engines                    # all cells except the one in .ci/run
 *     npm run engines -- --cell cdktn    # one cell
 */
runCommand(async () => {
  const paths = pathsOf(process.cwd());
  const cells = chosen(process.argv.slice(2));
  // On the disk of node_modules, whose files the cells share.
  fs.mkdirSync(paths.home, { recursive: true });
  const folder = fs.mkdtempSync(path.join(paths.home, "engines-"));
  const stopped = stopSignal();
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(MINUTES * 60_000)]);
  try {
    const snapshot = await takeSnapshot(paths.root, folder, signal);
    const results: boolean[] = [];
    for (const cell of cells)
      results.push(await report(cell, { ...snapshot, root: paths.root, folder: path.join(folder, cell.name), signal }));
    return results.every(Boolean) ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

async function report(cell: Cell, options: Parameters<typeof runCell>[1]): Promise<boolean> {
  const checks = await runCell(cell, options);
  // The next cell needs the room.
  fs.rmSync(options.folder, { recursive: true, force: true });
  console.log(`${cell.name}: ${cell.meaning}`);
  for (const { name, seconds, problem } of checks) {
    append({ passed: problem === undefined ? 1 : 0, failed: problem === undefined ? 0 : 1 });
    console.log(`  ${problem === undefined ? "✓" : "✗"} ${name} (${duration(seconds)})${problem === undefined ? "" : `\n${problem}`}`);
  }
  return checks.every(({ problem }) => problem === undefined);
}

/** @throws Problem if a cell does not exist. */
function chosen(args: readonly string[]): readonly Cell[] {
  const { cell: names = [] } = options(args);
  const cells = cellsOf(names);
  if (cells) return cells;
  const known = CELLS.map(({ name, meaning }) => `  ${name.padEnd(14)} ${meaning}${name === CI_CELL ? " (in .ci/run)" : ""}`);
  throw new Problem(`Unknown cell ${names.map((name) => JSON.stringify(name)).join(", ")}. Valid:\n${known.join("\n")}`);
}

function options(args: readonly string[]): { readonly cell?: string[] } {
  try {
    return parseArgs({ args: [...args], options: { cell: { type: "string", multiple: true } } }).values;
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : String(error)} Usage: ${USAGE}`);
  }
}

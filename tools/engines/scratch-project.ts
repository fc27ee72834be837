import * as fs from "node:fs";
import * as path from "node:path";
import { lastLines, run } from "../../cli/process/run";
import { Problem } from "../../cli/problem";
import { hardLink } from "../checks/hard-link";
import type { Cell } from "./cells";

const PACKAGES = "tools/engines/packages";
const BINDINGS = "@cdktf/provider-aws";
/** Folders that neither types nor synthesis need, or that are created here. */
const NOT_COPIED = [".git", ".terrace", "cdktf.out", "node_modules", "local-aws"];

/** The project whose packages are linked, and the one whose files are copied: all cells of a run have the same files. */
export interface ProjectFolders {
  readonly root: string;
  readonly source: string;
}

/**
 * A copy of the project in a folder, whose node_modules has the packages of a cell instead of the project's. All other packages are links to
 * the project's, so that only the cell's packages are downloaded.
 *
 * The successor and the name `cdktf` are one folder: with two copies of the core, resources would not be found to be resources.
 */
export async function makeScratchProject(
  { root, source }: ProjectFolders,
  folder: string,
  { packages, successor }: Pick<Cell, "packages" | "successor">,
  signal: AbortSignal,
): Promise<void> {
  const modules = path.join(folder, "node_modules");
  fs.mkdirSync(modules, { recursive: true });
  for (const name of packages) await installPackages(path.join(source, PACKAGES, name), modules, signal);
  if (successor) {
    link(path.join(modules, "cdktn"), path.join(modules, "cdktf"));
    // The bindings import the core from the folders above them, so they cannot be a link.
    hardLink(path.join(root, "node_modules", BINDINGS), path.join(modules, BINDINGS));
  }
  linkOthers(path.join(root, "node_modules"), modules);
  for (const name of fs.readdirSync(source).filter((entry) => !NOT_COPIED.includes(entry))) {
    fs.cpSync(path.join(source, name), path.join(folder, name), { recursive: true });
  }
}

/** Installs what a lock file names, without any script of a package, and moves it into a folder of packages. */
async function installPackages(source: string, modules: string, signal: AbortSignal): Promise<void> {
  const folder = fs.mkdtempSync(path.join(path.dirname(modules), "install-"));
  for (const name of ["package.json", "package-lock.json"]) fs.copyFileSync(path.join(source, name), path.join(folder, name));
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, stdout, stderr } = await run(npm, args, { cwd: folder, signal });
  if (code !== 0) throw new Problem(`npm ci failed for ${path.basename(source)}. It needs a registry.\n${lastLines(stderr || stdout, 15)}`);
  const installed = path.join(folder, "node_modules");
  for (const name of packagesIn(installed)) {
    fs.mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    fs.renameSync(path.join(installed, name), path.join(modules, name));
  }
  fs.rmSync(folder, { recursive: true });
}

/** Names of all packages in a folder, with their scopes. */
function packagesIn(modules: string): readonly string[] {
  const names = fs.readdirSync(modules).filter((name) => !name.startsWith("."));
  return names.flatMap((name) =>
    name.startsWith("@") ? fs.readdirSync(path.join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
  );
}

/** Links every missing package, and the folder of executables. */
function linkOthers(from: string, to: string): void {
  for (const name of [...packagesIn(from), ".bin"]) {
    if (fs.existsSync(path.join(to, name))) continue;
    fs.mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
    link(path.join(from, name), path.join(to, name));
  }
}

function link(target: string, place: string): void {
  fs.symlinkSync(target, place, "junction");
}

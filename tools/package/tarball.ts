import * as fs from "node:fs";
import * as path from "node:path";
import { Problem } from "../../cli/problem";
import { mustRun } from "./checks";

/** A packed package, and its files by path. */
export interface Tarball {
  readonly file: string;
  readonly size: number;
  readonly files: readonly string[];
}

/** The largest size, in bytes. It is half of it today. */
const MOST_BYTES = 2_000_000;

/** Patterns of all files of the package. It has no other file. */
const PARTS: readonly RegExp[] = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^bin\/[a-z-]+\.cjs$/,
  /^dist\/(?:aws|config|constructs|language|project|stacks|testing)\/.+\.(?:js|d\.ts)$/,
  /^dist\/cli\/.+\.js$/,
  /^dist\/(?:index|synthesize)\.(?:js|d\.ts)$/,
  /^local-aws\/(?:README\.md|requirements\.txt|[a-z0-9_/]+\.py)$/,
  /^templates\/[a-z-]+\.yml$/,
  /^cli\/policy\/requirements\.txt$/,
  /^config\/environment\.schema\.json$/,
];
const FORBIDDEN = /(^|\/)(tests?|tools|__pycache__|node_modules)\//;

/** Builds and packs the package. */
export async function pack(root: string, folder: string, env: NodeJS.ProcessEnv): Promise<Tarball> {
  const { stdout } = await mustRun("npm", ["pack", "--json", "--pack-destination", folder], { cwd: root, env });
  // The build prints before the JSON.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^\[$/m))) as [{ filename: string; size: number; files: { path: string }[] }];
  return { file: path.join(folder, packed.filename), size: packed.size, files: packed.files.map((file) => file.path) };
}

/** @throws Problem if a file does not belong into the package, or if it is too large. */
export function checkFiles({ size, files }: Tarball): void {
  const foreign = files.filter((file) => FORBIDDEN.test(file) || !PARTS.some((part) => part.test(file)));
  if (foreign.length > 0) throw new Problem(`These files do not belong into the package:\n  ${foreign.join("\n  ")}`);
  const unused = PARTS.filter((part) => !files.some((file) => part.test(file)));
  if (unused.length > 0) throw new Problem(`The package has no file like ${unused.map(String).join(", ")}.`);
  if (size > MOST_BYTES) throw new Problem(`The package has ${size} bytes; the largest allowed size is ${MOST_BYTES}.`);
}

/** @throws Problem if a file of the installed package contains the path of this repository. */
export function checkPaths(installed: string, { files }: Tarball, root: string): void {
  const found = files.filter((file) => fs.readFileSync(path.join(installed, file), "utf8").includes(`${root}/`));
  if (found.length > 0) throw new Problem(`These files contain the path ${root}:\n  ${found.join("\n  ")}`);
}

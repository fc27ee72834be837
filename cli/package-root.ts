import * as fs from "node:fs";
import * as path from "node:path";

/** The name of the package in package.json. */
export const PACKAGE = "@terrace-aws/terrace";

/** The folder in which Terrace is installed: it has the local AWS, the pinned Python packages and the templates. */
export function packageRoot(from = __dirname): string {
  const file = path.join(from, "package.json");
  if (fs.existsSync(file) && (JSON.parse(fs.readFileSync(file, "utf8")) as { readonly name?: string }).name === PACKAGE) return from;
  const above = path.dirname(from);
  if (above === from) throw new Error(`${__dirname} is not in a folder of ${PACKAGE}: no package.json above it has this name`);
  return packageRoot(above);
}

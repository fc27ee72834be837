import * as fs from "node:fs";
import * as path from "node:path";

/** Values that differ in every run. */
const VARYING: readonly (readonly [RegExp, string])[] = [[/\b[0-9a-f]{40}\b|\b[0-9a-f]{12}\b(?=`|\b)/g, "<commit>"]];

/** Compares a report with its expected text. RENEW=1 rewrites the file; review the diff. */
export function expectGolden(name: string, text: string): void {
  const file = path.join(__dirname, `${name}.golden`);
  const settled = VARYING.reduce((all, [pattern, to]) => all.replace(pattern, to), text);
  if (process.env.RENEW) fs.writeFileSync(file, settled);
  expect(settled).toBe(fs.readFileSync(file, "utf8"));
}

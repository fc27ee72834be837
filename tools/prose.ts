import { parseArgs } from "node:util";
import { Problem, runCommand } from "../cli/problem";
import { checkProse } from "./prose/check";
import { proseFiles } from "./prose/files";
import { formatFindings, formatSummary } from "./prose/report";

const USAGE = "npm run prose -- [--summary] [--rule <name>] [<path> …]";

/**
 * npm run prose: checks the English of documents, comments, texts and test names against the project's terms.
 *
 *     npm run prose                          # the whole repository
 *     npm run prose -- cli/guard README.md   # a part of it
 *     npm run prose -- --rule told docs      # one rule
 *     npm run prose -- --summary             # counts by rule and folder
 */
runCommand(async () => {
  const { summary, rule, paths } = options(process.argv.slice(2));
  const files = await proseFiles(process.cwd(), paths);
  if (files.length === 0) throw new Problem(`No file matches ${paths.join(" ")}. Usage: ${USAGE}`);
  const findings = checkProse(process.cwd(), files, paths.length === 0).filter((finding) => rule === undefined || finding.rule === rule);
  console.log(summary || findings.length === 0 ? formatSummary(findings) : `${formatFindings(findings)}\n\n${findings.length} findings`);
  return findings.length === 0 ? 0 : 1;
});

function options(args: readonly string[]): {
  readonly summary: boolean;
  readonly rule?: string | undefined;
  readonly paths: readonly string[];
} {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { summary: { type: "boolean", default: false }, rule: { type: "string" } },
      allowPositionals: true,
    });
    return { ...values, paths: positionals };
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : String(error)} Usage: ${USAGE}`);
  }
}

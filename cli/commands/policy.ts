import { parseArgs } from "node:util";
import { runCheckov } from "../policy/checkov";
import { policyReport } from "../policy/policy-report";
import { resourcesOf } from "../policy/resources";
import { ownFindings } from "../policy/rules";
import { reviewFindings, acceptedExceptions } from "../policy/exceptions";
import { synthesizeAll } from "../policy/synthesized";
import { pathsOf } from "../paths";
import { Problem, runCommand } from "../problem";

/**
 * npm run policy: Checkov and our own rules over the synthesized stacks of all environments; prints each finding that is meant so with its
 * reason, and fails for the others. It asks no AWS account.
 *
 *     --app <command>   synthesizes by another command than cdktf.json's
 *     --strict          fails too where a reason stands beside a resource and nothing needs it: for all that the constructs can make
 */
runCommand(async () => {
  const { app, strict } = options(process.argv.slice(2));
  const paths = pathsOf(process.cwd());
  const documents = await synthesizeAll(paths, app);
  const checked = await runCheckov(paths, documents);
  const judged = reviewFindings([...checked.findings, ...ownFindings(documents)], acceptedExceptions(documents));
  console.log(policyReport(judged, { stacks: documents.size, resources: resourcesOf(documents).length, checkov: checked }));
  return judged.failed.length === 0 && (!strict || judged.unused.length === 0) ? 0 : 1;
});

function options(args: readonly string[]): { readonly app?: string; readonly strict: boolean } {
  try {
    const { values } = parseArgs({ args: [...args], options: { app: { type: "string" }, strict: { type: "boolean", default: false } } });
    return values;
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : String(error)} Usage: npm run policy -- [--app <command>] [--strict]`);
  }
}

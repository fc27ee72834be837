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
 * npm run policy: runs Checkov and Terrace's own rules on the synthesized stacks of all environments. It prints accepted exceptions with their
 * reasons and fails on every other finding. It calls no AWS API.
 *
 *     --app <command>   synthesizes with this command instead of the one in cdktf.json
 *     --strict          also fails on unused exceptions: for a synthesis of everything that the constructs can create
 */
runCommand(async () => {
  const { app, strict } = options(process.argv.slice(2));
  const paths = pathsOf(process.cwd());
  const documents = await synthesizeAll(paths, app);
  const checked = await runCheckov(paths, documents);
  const summary = reviewFindings([...checked.findings, ...ownFindings(documents)], acceptedExceptions(documents));
  console.log(policyReport(summary, { stacks: documents.size, resources: resourcesOf(documents).length, checkov: checked }));
  return summary.failed.length === 0 && (!strict || summary.unused.length === 0) ? 0 : 1;
});

function options(args: readonly string[]): { readonly app?: string; readonly strict: boolean } {
  try {
    const { values } = parseArgs({ args: [...args], options: { app: { type: "string" }, strict: { type: "boolean", default: false } } });
    return values;
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : String(error)} Usage: npm run policy -- [--app <command>] [--strict]`);
  }
}

import { runCheckov } from "../policy/checkov";
import { policyReport } from "../policy/policy-report";
import { resourcesOf } from "../synthesis/resources";
import { ownFindings } from "../policy/rules";
import { reviewFindings, acceptedExceptions } from "../policy/exceptions";
import { synthesizeDocuments } from "../synthesis/documents";
import { pathsOf } from "../paths";
import { type Call, DONE, FAILED } from "../verb";

/** terrace policy: runs Checkov and Terrace's own rules on the synthesized stacks of all environments. It calls no AWS API. */
export async function policy(call: Call): Promise<number> {
  const paths = pathsOf(call.root);
  const app = call.option("app");
  const documents = await synthesizeDocuments(paths, { ...(app !== "" && { app }) });
  const checked = await runCheckov(paths, documents);
  const summary = reviewFindings([...checked.findings, ...ownFindings(documents)], acceptedExceptions(documents));
  const passed = summary.failed.length === 0 && (!call.flag("strict") || summary.unused.length === 0);
  const counts = { stacks: documents.size, resources: resourcesOf(documents).length, checkov: checked };
  call.report({ passed, ...summary, stacks: counts.stacks, resources: counts.resources }, [policyReport(summary, counts)]);
  return passed ? DONE : FAILED;
}

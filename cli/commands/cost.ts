import { floorOf } from "../cost/floor";
import { costDocument, costReport } from "../cost/report";
import { loadPlatform } from "../environment";
import { pathsOf } from "../paths";
import { synthesizeDocuments } from "../synthesis/documents";
import { type Call, DONE } from "../verb";

/** terrace cost staging: the monthly price of an idle environment, from its synthesized stacks. */
export async function cost(call: Call): Promise<number> {
  const { name } = loadPlatform(call.argument("environment"));
  const floor = floorOf(await synthesizeDocuments(pathsOf(call.root), { environment: name }));
  call.report(costDocument(name, floor), [costReport(name, floor, new Date().toISOString().slice(0, 7))]);
  return DONE;
}

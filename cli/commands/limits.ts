import { LIMITS } from "../../aws/limits";
import { loadPlatform } from "../environment";
import { stacksOf } from "../limits/check";
import { limitsDocument, limitsReport } from "../limits/report";
import { isExceeded, usagesOf } from "../limits/usage";
import { pathsOf } from "../paths";
import { synthesizeDocuments } from "../synthesis/documents";
import { loadProject } from "../project";
import { type Call, DONE, FAILED } from "../verb";

/** The environments that are deployed to the same account. Environments without an account share the account of the credentials. */
function environmentsInAccountOf(name: string): string[] {
  const { account } = loadPlatform(name);
  const others = Object.values(loadProject().environments).filter((environment) => environment.account === account);
  return [...new Set([name, ...others.map((environment) => environment.name)])];
}

/** terrace limits prod: the use of AWS's quotas by the synthesized stacks of an account. */
export async function limits(call: Call): Promise<number> {
  const names = environmentsInAccountOf(call.argument("environment"));
  const all = await synthesizeDocuments(pathsOf(call.root));
  const usages = usagesOf(stacksOf(all, names));
  const title = `Account of ${names.join(", ")}`;
  call.report(limitsDocument(title, usages), [limitsReport(title, usages)]);
  return usages.some((usage) => isExceeded(usage) && !LIMITS[usage.limit].adjustable) ? FAILED : DONE;
}

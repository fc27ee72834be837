import { LIMITS } from "../../aws/limits";
import { requireCredentials } from "../aws/credentials";
import { loadPlatform } from "../environment";
import { accountQuotas } from "../limits/account-quotas";
import { environmentsByAccount, stacksOf } from "../limits/check";
import { limitsDocument, limitsReport } from "../limits/report";
import { isExceeded, usagesOf } from "../limits/usage";
import { pathsOf } from "../paths";
import { synthesizeDocuments } from "../synthesis/documents";
import { loadProject } from "../project";
import { type Call, DONE, FAILED } from "../verb";

/** An environment, and the others that are deployed to the same account. */
function environmentsInAccountOf(name: string): readonly string[] {
  return environmentsByAccount(Object.values(loadProject().environments)).find((names) => names.includes(name)) ?? [name];
}

/**
 * terrace limits prod: the use of AWS's quotas by the synthesized stacks of an account. With --live, the values are those of the account, so that
 * AWS rejects a deployment that exceeds one.
 */
export async function limits(call: Call): Promise<number> {
  const environment = call.argument("environment");
  const names = environmentsInAccountOf(environment);
  const { account } = loadPlatform(environment);
  const isLive = call.flag("live");
  if (isLive) await requireCredentials(account);
  const documents = stacksOf(await synthesizeDocuments(pathsOf(call.root)), names);
  const usages = usagesOf(documents);
  const live = isLive ? await accountQuotas(usages) : undefined;
  const compared = live ? usagesOf(documents, { allowed: live.allowed }) : usages;
  const title = `Account of ${names.join(", ")}`;
  call.report(limitsDocument(title, compared, live), [limitsReport(title, compared, live)]);
  return compared.some((usage) => isExceeded(usage) && (isLive || !LIMITS[usage.limit].adjustable)) ? FAILED : DONE;
}

import { requireCredentials } from "../aws/credentials";
import { Problem } from "../problem";
import type { Check, Finding } from "./finding";

type Accounts = Readonly<Record<string, { readonly account?: string | undefined }>>;

/** The credentials of this shell, for the account of each environment. Without credentials nothing is missing: the local AWS needs none. */
export function accountChecks(
  environments: Accounts,
  check: typeof requireCredentials = requireCredentials,
): Readonly<Record<string, Check>> {
  const checks = Object.entries(environments).map(([environment, { account }]): [string, Check] => {
    const name = `account of ${environment}`;
    return [name, () => accountFinding(name, account, check)];
  });
  return Object.fromEntries(checks);
}

async function accountFinding(name: string, account: string | undefined, check: typeof requireCredentials): Promise<Finding> {
  try {
    await check(account);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { name, status: "not checked", found: error.message.split("\n")[0] ?? "" };
  }
  const found =
    account === undefined
      ? "there are credentials; the environment has no `account` to compare"
      : `there are credentials for ${account}, or for an account that they do not state`;
  return { name, status: "ok", found };
}

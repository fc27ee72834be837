import { gitIn } from "../git";
import { checkRollback, rollbackLines } from "../rollback/rollback";
import { loadPlatform } from "../environment";
import { type Call, DONE } from "../verb";

/**
 * terrace release rollback prod v1.4.1: checks that the environment can be rolled back to the checked-out tag, and prints the releases
 * that this reverts. It does not deploy: `terrace plan` and `terrace deploy` do, as for any release.
 */
export async function rollback(call: Call): Promise<number> {
  const environment = loadPlatform(call.argument("environment")).name;
  const found = await checkRollback(gitIn(call.root), call.argument("tag"));
  call.report({ environment, ...found }, rollbackLines(environment, found));
  return DONE;
}

import { gitIn } from "../git";
import { checkRollback, rollbackLines } from "../rollback/rollback";
import { loadPlatform } from "../environment";
import { parseCommand } from "../options";
import { runCommand } from "../problem";

/**
 * npm run rollback -- --environment prod v1.4.1: checks that the environment can be rolled back to the checked-out tag, and prints the releases
 * that this reverts. It does not deploy: `npm run plan` and `npm run deploy` do, as for any release.
 */
runCommand(async () => {
  const args = parseCommand("rollback", process.argv.slice(2));
  const environment = loadPlatform(args.option("environment")).name;
  const rollback = await checkRollback(gitIn(process.cwd()), args.positionals[0] ?? "");
  rollbackLines(environment, rollback).forEach((line) => console.log(line));
  return 0;
});

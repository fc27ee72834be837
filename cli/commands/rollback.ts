import { gitIn } from "../git";
import { checkRollback, rollbackLines } from "../rollback/rollback";
import { loadPlatform } from "../environment";
import { parseCommand } from "../options";
import { runCommand } from "../problem";

/**
 * npm run rollback -- --environment prod v1.4.1: whether the environment may go back to what is checked out, and what that undoes. It
 * deploys nothing: `npm run plan` and `npm run deploy` do, as for any release.
 */
runCommand(async () => {
  const given = parseCommand("rollback", process.argv.slice(2));
  const environment = loadPlatform(given.option("environment")).name;
  const rollback = await checkRollback(gitIn(process.cwd()), given.positionals[0] ?? "");
  rollbackLines(environment, rollback).forEach((line) => console.log(line));
  return 0;
});

import { gitIn } from "../delivery/git";
import { checkReviewed, MAIN } from "../delivery/rollback/reviewed";
import { parseCommand } from "../options";
import { runCommand } from "../problem";

/** npm run reviewed -- v1.5.0: whether what is checked out is that tag, and on the main branch. */
runCommand(async () => {
  const [tag = ""] = parseCommand("reviewed", process.argv.slice(2)).names;
  const commit = await checkReviewed(gitIn(process.cwd()), tag);
  console.log(`${tag} is ${commit}, which is on ${MAIN}.`);
  return 0;
});

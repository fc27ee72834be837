import { gitIn } from "../delivery/git";
import { checkReviewed, MAIN, newestReviewed } from "../delivery/rollback/reviewed";
import { parseCommand } from "../options";
import { runCommand } from "../problem";

/**
 * npm run reviewed -- v1.5.0: whether what is checked out is that tag, and on the main branch. With --newest the last tag that is, in the form
 * that a step of a workflow hands to the next job.
 */
runCommand(async () => {
  const given = parseCommand("reviewed", process.argv.slice(2));
  const git = gitIn(process.cwd());
  if (given.flag("newest")) {
    console.log(`tag=${(await newestReviewed(git)) ?? ""}`);
    return 0;
  }
  const [tag = ""] = given.names;
  console.log(`${tag} is ${await checkReviewed(git, tag)}, which is on ${MAIN}.`);
  return 0;
});

import { gitIn } from "../git";
import { checkForward, checkReviewed, MAIN } from "../rollback/reviewed";
import { readDeployed, type Deployed } from "../store/deployed-commit";
import { loadPlatform } from "../environment";
import { parseCommand } from "../options";
import { runCommand } from "../problem";
import { clientFor } from "../state/state-bucket";

/**
 * npm run check-tag -- v1.5.0: whether what is checked out is that tag, and on the main branch. With --environment it has to come after what is
 * deployed there, but for --again. With --deployed it says which commit that is, in the form that one step of a workflow hands to the next.
 */
async function deployedTo(name: string): Promise<Deployed | undefined> {
  const { state, name: environment } = loadPlatform(name);
  return readDeployed({ client: clientFor(state.region), bucket: state.bucket, environment });
}

runCommand(async () => {
  const given = parseCommand("check-tag", process.argv.slice(2));
  const [environment, [tag = ""]] = [given.option("environment"), given.positionals];
  if (given.flag("deployed")) {
    console.log(`commit=${(await deployedTo(environment))?.commit ?? ""}`);
    return 0;
  }
  const git = gitIn(process.cwd());
  const commit = await checkReviewed(git, tag);
  if (environment !== "" && !given.flag("again")) await checkForward(git, tag, commit, await deployedTo(environment));
  console.log(`${tag} is ${commit}, which is on ${MAIN}.`);
  return 0;
});

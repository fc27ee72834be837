import { gitIn } from "../git";
import { checkForward, checkReviewed, MAIN } from "../rollback/reviewed";
import { readDeployed, type Deployed } from "../store/deployed-commit";
import { loadPlatform } from "../environment";
import { parseCommand } from "../options";
import { runCommand } from "../problem";
import { clientFor } from "../state/state-bucket";

/**
 * npm run check-tag -- v1.5.0: checks that the tag is checked out and is on the main branch. With --environment it must also be newer than the
 * commit deployed there, unless --again is passed. With --deployed it prints the deployed commit as a step output.
 */
async function deployedTo(name: string): Promise<Deployed | undefined> {
  const { state, name: environment } = loadPlatform(name);
  return readDeployed({ client: clientFor(state.region), bucket: state.bucket, environment });
}

runCommand(async () => {
  const args = parseCommand("check-tag", process.argv.slice(2));
  const [environment, [tag = ""]] = [args.option("environment"), args.positionals];
  if (args.flag("deployed")) {
    console.log(`commit=${(await deployedTo(environment))?.commit ?? ""}`);
    return 0;
  }
  const git = gitIn(process.cwd());
  const commit = await checkReviewed(git, tag);
  if (environment !== "" && !args.flag("again")) await checkForward(git, tag, commit, await deployedTo(environment));
  console.log(`${tag} is ${commit}, which is on ${MAIN}.`);
  return 0;
});

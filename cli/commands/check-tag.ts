import { gitIn } from "../git";
import { checkForward, checkReviewed, MAIN } from "../rollback/reviewed";
import { deployedPlaceOf, readDeployed, type Deployed } from "../store/deployed-commit";
import { loadPlatform } from "../environment";
import { type Call, DONE } from "../verb";

function deployedTo(environment: string): Promise<Deployed | undefined> {
  return readDeployed(deployedPlaceOf(loadPlatform(environment)));
}

/** terrace ci verify-tag v1.5.0: checks that the tag is checked out and is on the main branch. */
export async function verifyTag(call: Call): Promise<number> {
  const [environment, tag] = [call.option("environment"), call.argument("tag")];
  const git = gitIn(call.root);
  const commit = await checkReviewed(git, tag);
  if (environment !== "" && !call.flag("again")) await checkForward(git, tag, commit, await deployedTo(environment));
  call.report({ tag, commit, branch: MAIN }, [`${tag} is ${commit}, which is on ${MAIN}.`]);
  return DONE;
}

/** terrace ci deployed prod: prints the deployed commit as a step output. */
export async function deployed(call: Call): Promise<number> {
  const environment = call.argument("environment");
  const commit = (await deployedTo(environment))?.commit;
  call.report({ environment, commit: commit ?? null }, [`commit=${commit ?? ""}`]);
  return DONE;
}

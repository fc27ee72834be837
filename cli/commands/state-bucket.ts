import { loadPlatform } from "../environment";
import { parseCommand } from "../options";
import { runCommand } from "../problem";
import { describeChanges, ensureStateBucket } from "../state/state-bucket";
import { describeCopy, ensureStateCopy } from "../state/state-copy";

/** npm run state-bucket -- --environment prod: creates or updates the bucket of an environment's Terraform state, and its replica if the environment has several regions. */
runCommand(async () => {
  const args = parseCommand("state-bucket", process.argv.slice(2));
  const { state, regions } = loadPlatform(args.option("environment"));
  console.log(describeChanges(state, await ensureStateBucket(state)));
  if (regions.length > 1) console.log(describeCopy(state, await ensureStateCopy(state)));
  return 0;
});

import { loadPlatform } from "../environment";
import { parseCommand } from "../options";
import { runCommand } from "../problem";
import { describeChanges, ensureStateBucket } from "../state/state-bucket";
import { describeCopy, ensureStateCopy } from "../state/state-copy";

/** npm run state-bucket -- --environment prod: makes the bucket that holds an environment's Terraform state, and its copy where there are several regions. */
runCommand(async () => {
  const given = parseCommand("state-bucket", process.argv.slice(2));
  const { state, regions } = loadPlatform(given.option("environment"));
  console.log(describeChanges(state, await ensureStateBucket(state)));
  if (regions.length > 1) console.log(describeCopy(state, await ensureStateCopy(state)));
  return 0;
});

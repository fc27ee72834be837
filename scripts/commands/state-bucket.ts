import { parseArgs } from "node:util";
import { loadPlatform } from "../environment";
import { Problem, runCommand } from "../problem";
import { describeChanges, ensureStateBucket } from "../state/state-bucket";

/** npm run state-bucket -- --environment prod: makes the bucket that holds an environment's Terraform state. */
runCommand(async () => {
  const { values } = parseArgs({ options: { environment: { type: "string", short: "e" } }, strict: false });
  if (typeof values.environment !== "string") throw new Problem("Which environment? Usage: npm run state-bucket -- --environment dev");
  const { state } = loadPlatform(values.environment);
  console.log(describeChanges(state, await ensureStateBucket(state)));
  return 0;
});

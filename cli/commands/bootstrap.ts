import { loadPlatform } from "../environment";
import { describeChanges, ensureStateBucket } from "../state/state-bucket";
import { describeCopy, ensureStateCopy } from "../state/state-copy";
import { type Call, DONE } from "../verb";

/** terrace bootstrap prod: creates or updates the bucket of an environment's Terraform state, and its replica if the environment has several regions. */
export async function bootstrap(call: Call): Promise<number> {
  const { state, regions } = loadPlatform(call.argument("environment"));
  call.say(describeChanges(state, await ensureStateBucket(state)));
  if (regions.length > 1) call.say(describeCopy(state, await ensureStateCopy(state)));
  return DONE;
}

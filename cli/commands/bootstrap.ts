import { applyStacks } from "../cdktf/deploy";
import { confirm } from "../confirm";
import { loadPlatform } from "../environment";
import { describeChanges, ensureStateBucket } from "../state/state-bucket";
import { describeCopy, ensureStateCopy } from "../state/state-copy";
import { stopSignal } from "../process/stop-signal";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { type Call, COMMAND, DONE } from "../verb";
import { stackName } from "../../stacks/names";

/** terrace bootstrap prod: creates or updates the state bucket, its replica if the environment has several regions, and the foundation stack. */
export async function bootstrap(call: Call): Promise<number> {
  const platform = loadPlatform(call.argument("environment"));
  const { name, state, regions } = platform;
  const foundation = stackName({ environment: name, layer: "foundation" });
  const stateOnly = call.flag("state-only");
  if (!stateOnly)
    await confirm(
      `Create or update the state bucket ${state.bucket} and deploy ${foundation}, with the current credentials?`,
      call.flag("yes"),
    );
  const bucket = await ensureStateBucket(state);
  call.say(describeChanges(state, bucket));
  const copy = regions.length > 1 ? await ensureStateCopy(state) : undefined;
  if (copy) call.say(describeCopy(state, copy));
  if (!stateOnly) {
    const context = await openTerraformContext(call.root, name);
    const signal = stopSignal();
    await applyStacks({ ...context, platform }, await synthesize(context), "deploy", { pattern: foundation, signal });
  }
  const next = [`${foundation} is deployed.`, `Next: delegate the DNS zone, then ${COMMAND} plan ${name} and ${COMMAND} deploy ${name}.`];
  call.report({ environment: name, bucket, copy: copy ?? null, deployed: stateOnly ? [] : [foundation] }, stateOnly ? [] : next);
  return DONE;
}

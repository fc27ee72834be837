import { applyStacks } from "../cdktf/deploy";
import { confirmLoss } from "../confirm";
import { loadPlatform } from "../environment";
import { Refused } from "../problem";
import { clientFor } from "../state/state-bucket";
import { readState, managedTypes } from "../state/states";
import { stopSignal } from "../process/stop-signal";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext } from "../terraform/terraform-context";
import { count } from "../text/markdown";
import { enterTarget } from "../local/target";
import { type Call, COMMAND, DONE } from "../verb";

/** terrace destroy dev: destroys all stacks of an environment whose removal policy is `destroy`, with its data. The state bucket stays. */
export async function destroy(call: Call): Promise<number> {
  const platform = loadPlatform(call.argument("environment"));
  const { name, state, removalPolicy } = platform;
  if (removalPolicy !== "destroy") throw new Refused(retainedText(name));
  await enterTarget(call, platform);
  const context = await openTerraformContext(call.root, name);
  const stacks = await synthesize(context);
  const client = clientFor(state.region);
  const states = await Promise.all(stacks.map((stack) => readState(client, state.bucket, stack.name)));
  const resources = states.reduce((sum, found) => sum + (found ? managedTypes(found).length : 0), 0);
  if (resources === 0) {
    call.report({ environment: name, destroyed: 0 }, [`${name} has no resources: there is nothing to destroy.`]);
    return DONE;
  }
  await confirmLoss(`${count(resources, "resource")} of ${name} will be destroyed, with all data.`, name, call.option("confirm"));
  await applyStacks({ ...context, platform }, stacks, "destroy", { signal: stopSignal(), refresh: true });
  call.report({ environment: name, destroyed: resources }, [
    `Destroyed ${name}: ${count(resources, "resource")} in ${count(stacks.length, "stack")}. The state bucket ${state.bucket} was kept.`,
  ]);
  return DONE;
}

/** The protection of the resources themselves must be removed first, by a reviewed deployment. */
export function retainedText(name: string): string {
  return [
    `${name} retains its data, so it is not destroyed.`,
    '  received  removalPolicy "retain"',
    '  allowed   removalPolicy "destroy"',
    '  fix       1. Set removalPolicy: "destroy" in the environment. This deletes nothing.',
    `            2. Deploy it: ${COMMAND} plan ${name}, and ${COMMAND} deploy ${name}. This removes the protection of the resources.`,
    `            3. ${COMMAND} destroy ${name}`,
  ].join("\n");
}

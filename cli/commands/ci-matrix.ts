import { loadPlatform } from "../environment";
import { type Base, baseFolder, synthesizeBase } from "../plan/base";
import { jobsFor } from "../plan/changed-groups";
import { digestsOf } from "../plan/digests";
import { deployedPlaceOf, readDeployed } from "../store/deployed-commit";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext, type TerraformContext } from "../terraform/terraform-context";
import { type Call, DONE } from "../verb";

/** terrace ci matrix prod: prints the jobs for the changed groups, as step outputs for `fromJSON` in a workflow. */
export async function matrix(call: Call): Promise<number> {
  const environment = call.argument("environment");
  const context = await openTerraformContext(call.root, environment);
  const stacks = digestsOf(await synthesize(context));
  const include = jobsFor(await baseOf(call, context, environment), stacks);
  const changed = include.length > 0;
  call.report({ environment, changed, matrix: { include } }, [`changed=${changed}`, `matrix=${JSON.stringify({ include })}`]);
  return DONE;
}

/** The stacks at `--base`, or at the deployed commit. */
async function baseOf(call: Call, context: TerraformContext, environment: string): Promise<Base> {
  const ref = call.option("base") || (await readDeployed(deployedPlaceOf(loadPlatform(environment))))?.commit;
  if (ref === undefined) return { known: false, because: "nothing was deployed yet" };
  return synthesizeBase(context, ref, baseFolder(context));
}

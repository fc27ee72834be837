import * as path from "node:path";
import { previewName } from "../../project/previews";
import { applyStacks } from "../cdktf/deploy";
import { durationOption } from "../duration-option";
import { stopSignal } from "../process/stop-signal";
import { synthesize } from "../synthesis/synthesize";
import type { Stack } from "../synthesis/synthesized";
import { openTerraformContext, type TerraformContext } from "../terraform/terraform-context";
import { checkKnown, expired, parsePullRequest, previewLines, previewsOf } from "../preview/previews";
import { checkStateBucket, deleteStates, listStates } from "../preview/preview-states";
import { withImages } from "../preview/with-images";
import { IMAGES_FILE, parseDigests } from "../release/images-file";
import { loadPlatform, loadPreviews } from "../environment";
import { type Call, DONE } from "../verb";
import { clientFor } from "../state/state-bucket";
import { readState } from "../state/states";
import { count } from "../text/markdown";
import { stackName } from "../../stacks/names";

/**
 * terrace preview up 12 [api=sha256:…]: deploys the platform of a pull request as an environment of its own.
 * `--foundation` creates only its image repositories, so that images can be pushed; `down` destroys it; `list` lists all previews.
 */
const settings = () => loadPreviews();
const bucketOf = () => settings().state.bucket;
const client = () => clientFor(settings().state.region);

async function open(
  root: string,
  pullRequest: number,
): Promise<{ session: TerraformContext & { platform: ReturnType<typeof loadPlatform> }; stacks: Stack[] }> {
  const name = previewName(pullRequest);
  const platform = loadPlatform(name);
  const context = await openTerraformContext(root, name);
  return { session: { ...context, platform }, stacks: await synthesize(context) };
}

async function printOutputs({ say }: Call, stacks: readonly Stack[]): Promise<void> {
  const s3 = client();
  for (const { name, outputs } of stacks) {
    const state = await readState(s3, bucketOf(), name);
    for (const output of Object.keys(outputs)) {
      const found = state?.outputs[output];
      if (found && !found.sensitive) say(`  ${output}: ${typeof found.value === "string" ? found.value : JSON.stringify(found.value)}`);
    }
  }
}

export async function up(call: Call): Promise<number> {
  const { root, say } = call;
  const pullRequest = parsePullRequest(call.argument("pull-request"));
  const digests = parseDigests(call.list("images"));
  const pattern = call.flag("foundation") ? stackName({ environment: previewName(pullRequest), layer: "foundation" }) : undefined;
  await checkStateBucket(client(), bucketOf(), previewName(pullRequest));
  const file = path.join(root, IMAGES_FILE);
  const { session, stacks } = await withImages(file, previewName(pullRequest), digests, () => open(root, pullRequest));
  await applyStacks(session, stacks, "deploy", { signal: stopSignal(), ...(pattern !== undefined && { pattern }) });
  say(`The preview of pull request ${pullRequest} is deployed. It expires ${settings().lifetime} after its last deployment.`);
  await printOutputs(call, stacks);
  return DONE;
}

export async function down(call: Call): Promise<number> {
  const { root, say } = call;
  const pullRequest = parsePullRequest(call.argument("pull-request"));
  const preview = previewsOf(await listStates(client(), bucketOf())).find((one) => one.pullRequest === pullRequest);
  if (!preview) {
    say(`Pull request ${pullRequest} has no preview.`);
    return DONE;
  }
  const { session, stacks } = await open(root, pullRequest);
  const names = stacks.map(({ name }) => name);
  checkKnown(pullRequest, preview.stacks, names);
  await applyStacks(session, stacks, "destroy", { signal: stopSignal(), refresh: true });
  await deleteStates(client(), bucketOf(), preview.stacks);
  say(`Destroyed the preview of pull request ${pullRequest}: ${count(preview.stacks.length, "stack")}.`);
  return DONE;
}

/** With `--expired` the list is printed as a step output. */
export async function list(call: Call): Promise<number> {
  const lifetime = durationOption(call, "lifetime", settings().lifetime, "1 day");
  const previews = previewsOf(await listStates(client(), bucketOf()));
  const now = new Date();
  const old = expired(previews, lifetime, now).map(({ pullRequest }) => pullRequest);
  const value = previews.map((preview) => ({ ...preview, expired: old.includes(preview.pullRequest) }));
  call.report(value, call.flag("expired") ? [`previews=${JSON.stringify(old)}`] : previewLines(previews, lifetime, now));
  return DONE;
}

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

/** The outputs of the stacks that are not sensitive, by stack. */
async function readOutputs(stacks: readonly Stack[]): Promise<Record<string, Record<string, unknown>>> {
  const s3 = client();
  const read: Record<string, Record<string, unknown>> = {};
  for (const { name, outputs } of stacks) {
    const state = await readState(s3, bucketOf(), name);
    const found = Object.keys(outputs).flatMap((output) => {
      const known = state?.outputs[output];
      return known && !known.sensitive ? [[output, known.value] as const] : [];
    });
    if (found.length > 0) read[name] = Object.fromEntries(found);
  }
  return read;
}

function outputLine([name, value]: readonly [string, unknown]): string {
  return `  ${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`;
}

export async function up(call: Call): Promise<number> {
  const { root } = call;
  const pullRequest = parsePullRequest(call.argument("pull-request"));
  const digests = parseDigests(call.list("images"));
  const pattern = call.flag("foundation") ? stackName({ environment: previewName(pullRequest), layer: "foundation" }) : undefined;
  await checkStateBucket(client(), bucketOf(), previewName(pullRequest));
  const file = path.join(root, IMAGES_FILE);
  const { session, stacks } = await withImages(file, previewName(pullRequest), digests, () => open(root, pullRequest));
  await applyStacks(session, stacks, "deploy", { signal: stopSignal(), ...(pattern !== undefined && { pattern }) });
  const { lifetime } = settings();
  const outputs = await readOutputs(stacks);
  call.report({ pullRequest, environment: previewName(pullRequest), lifetime, outputs }, [
    `The preview of pull request ${pullRequest} is deployed. It expires ${lifetime} after its last deployment.`,
    ...Object.values(outputs).flatMap((one) => Object.entries(one).map(outputLine)),
  ]);
  return DONE;
}

export async function down(call: Call): Promise<number> {
  const { root } = call;
  const pullRequest = parsePullRequest(call.argument("pull-request"));
  const preview = previewsOf(await listStates(client(), bucketOf())).find((one) => one.pullRequest === pullRequest);
  if (!preview) {
    call.report({ pullRequest, destroyed: [] }, [`Pull request ${pullRequest} has no preview.`]);
    return DONE;
  }
  const { session, stacks } = await open(root, pullRequest);
  const names = stacks.map(({ name }) => name);
  checkKnown(pullRequest, preview.stacks, names);
  await applyStacks(session, stacks, "destroy", { signal: stopSignal(), refresh: true });
  await deleteStates(client(), bucketOf(), preview.stacks);
  call.report({ pullRequest, destroyed: preview.stacks }, [
    `Destroyed the preview of pull request ${pullRequest}: ${count(preview.stacks.length, "stack")}.`,
  ]);
  return DONE;
}

/** With `--expired` the list is printed as a step output. */
export async function list(call: Call): Promise<number> {
  const lifetime = durationOption(call, "lifetime", settings().lifetime);
  const previews = previewsOf(await listStates(client(), bucketOf()));
  const now = new Date();
  const old = expired(previews, lifetime, now).map(({ pullRequest }) => pullRequest);
  const value = previews.map((preview) => ({ ...preview, expired: old.includes(preview.pullRequest) }));
  call.report(value, call.flag("expired") ? [`previews=${JSON.stringify(old)}`] : previewLines(previews, lifetime, now));
  return DONE;
}

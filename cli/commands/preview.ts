import * as path from "node:path";
import { isDuration, type Duration } from "../../language/units";
import { previewName, PREVIEWS } from "../../environments/preview";
import { applyStacks } from "../cdktf/deploy";
import { synthesize } from "../synthesis/synthesize";
import type { Stack } from "../synthesis/synthesized";
import { openTerraformContext, type TerraformContext } from "../terraform/terraform-context";
import { checkKnown, expired, parsePullRequest, previewLines, previewsOf } from "../preview/previews";
import { checkStateBucket, deleteStates, listStates } from "../preview/preview-states";
import { withImages } from "../preview/with-images";
import { IMAGES_FILE, parseDigests, type Digests } from "../release/images-file";
import { loadPlatform } from "../environment";
import { parseCommand } from "../options";
import { Problem, runCommand } from "../problem";
import { clientFor } from "../state/state-bucket";
import { readState } from "../state/states";
import { stackName } from "../../stacks/names";

/**
 * npm run preview -- up --pull-request 12 [api=sha256:…]: the platform as a pull request has it, in an environment of its own.
 * `foundation` makes its image repositories alone, so that images can be pushed; `down` ends it; `list` says which there are.
 */
const say = (line: string) => console.log(line);
const { bucket } = PREVIEWS.state;
const s3 = clientFor(PREVIEWS.state.region);

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

async function open(
  pullRequest: number,
): Promise<{ session: TerraformContext & { platform: ReturnType<typeof loadPlatform> }; stacks: Stack[] }> {
  const name = previewName(pullRequest);
  const platform = loadPlatform(name);
  const context = await openTerraformContext(process.cwd(), name);
  return { session: { ...context, platform }, stacks: await synthesize(context) };
}

async function tellOutputs(stacks: readonly Stack[]): Promise<void> {
  for (const { name, outputs } of stacks) {
    const state = await readState(s3, bucket, name);
    for (const output of Object.keys(outputs)) {
      const found = state?.outputs[output];
      if (found && !found.sensitive) say(`  ${output}: ${typeof found.value === "string" ? found.value : JSON.stringify(found.value)}`);
    }
  }
}

async function up(pullRequest: number, digests: Digests, pattern?: string): Promise<void> {
  await checkStateBucket(s3, bucket, previewName(pullRequest));
  const file = path.join(process.cwd(), IMAGES_FILE);
  const { session, stacks } = await withImages(file, previewName(pullRequest), digests, () => open(pullRequest));
  await applyStacks(session, stacks, "deploy", { signal: stopSignal(), ...(pattern !== undefined && { pattern }) });
  say(`The preview of pull request ${pullRequest}, until ${PREVIEWS.lifetime} after its last deployment:`);
  await tellOutputs(stacks);
}

async function down(pullRequest: number): Promise<void> {
  const there = previewsOf(await listStates(s3, bucket)).find((preview) => preview.pullRequest === pullRequest);
  if (!there) return say(`Pull request ${pullRequest} has no preview.`);
  const { session, stacks } = await open(pullRequest);
  const names = stacks.map(({ name }) => name);
  checkKnown(pullRequest, there.stacks, names);
  await applyStacks(session, stacks, "destroy", { signal: stopSignal(), lookAgain: true });
  await deleteStates(s3, bucket, there.stacks);
  say(`The preview of pull request ${pullRequest} is gone: ${there.stacks.length} stacks.`);
}

/** With `--expired` in the form that a step of a workflow hands to the next job. */
async function list(onlyExpired: boolean, lifetime: Duration): Promise<void> {
  const previews = previewsOf(await listStates(s3, bucket));
  const now = new Date();
  if (!onlyExpired) return previewLines(previews, lifetime, now).forEach(say);
  say(`previews=${JSON.stringify(expired(previews, lifetime, now).map(({ pullRequest }) => pullRequest))}`);
}

/**
 * @throws Problem where it is no length of time.
 */
function parseLifetime(text: string): Duration {
  if (text === "") return PREVIEWS.lifetime;
  if (isDuration(text)) return text;
  throw new Problem(`${JSON.stringify(text)} is no length of time. For example: --lifetime "1 day"`);
}

runCommand(async () => {
  const given = parseCommand("preview", process.argv.slice(2));
  const [verb, ...images] = given.positionals;
  if (verb === "list") {
    await list(given.flag("expired"), parseLifetime(given.option("lifetime")));
    return 0;
  }
  const pullRequest = parsePullRequest(given.option("pull-request"));
  if (verb === "up") await up(pullRequest, parseDigests(images));
  else if (verb === "foundation") await up(pullRequest, {}, stackName({ environment: previewName(pullRequest), layer: "foundation" }));
  else if (verb === "down") await down(pullRequest);
  else throw new Problem(`What is ${JSON.stringify(verb)}? A preview goes up or down; its foundation alone is made by: foundation.`);
  return 0;
});

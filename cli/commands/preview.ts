import * as path from "node:path";
import { isDuration, type Duration } from "../../language/units";
import { previewName } from "../../project/previews";
import { applyStacks } from "../cdktf/deploy";
import { synthesize } from "../synthesis/synthesize";
import type { Stack } from "../synthesis/synthesized";
import { openTerraformContext, type TerraformContext } from "../terraform/terraform-context";
import { checkKnown, expired, parsePullRequest, previewLines, previewsOf } from "../preview/previews";
import { checkStateBucket, deleteStates, listStates } from "../preview/preview-states";
import { withImages } from "../preview/with-images";
import { IMAGES_FILE, parseDigests, type Digests } from "../release/images-file";
import { loadPlatform, loadPreviews } from "../environment";
import { parseCommand } from "../options";
import { Problem, runCommand } from "../problem";
import { clientFor } from "../state/state-bucket";
import { readState } from "../state/states";
import { count } from "../text/markdown";
import { stackName } from "../../stacks/names";

/**
 * npm run preview -- up --pull-request 12 [api=sha256:…]: deploys the platform of a pull request as an environment of its own.
 * `foundation` creates only its image repositories, so that images can be pushed; `down` destroys it; `list` lists all previews.
 */
const say = (line: string) => console.log(line);
const settings = () => loadPreviews();
const bucketOf = () => settings().state.bucket;
const client = () => clientFor(settings().state.region);

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

async function printOutputs(stacks: readonly Stack[]): Promise<void> {
  const s3 = client();
  for (const { name, outputs } of stacks) {
    const state = await readState(s3, bucketOf(), name);
    for (const output of Object.keys(outputs)) {
      const found = state?.outputs[output];
      if (found && !found.sensitive) say(`  ${output}: ${typeof found.value === "string" ? found.value : JSON.stringify(found.value)}`);
    }
  }
}

async function up(pullRequest: number, digests: Digests, pattern?: string): Promise<void> {
  await checkStateBucket(client(), bucketOf(), previewName(pullRequest));
  const file = path.join(process.cwd(), IMAGES_FILE);
  const { session, stacks } = await withImages(file, previewName(pullRequest), digests, () => open(pullRequest));
  await applyStacks(session, stacks, "deploy", { signal: stopSignal(), ...(pattern !== undefined && { pattern }) });
  say(`The preview of pull request ${pullRequest} is deployed. It expires ${settings().lifetime} after its last deployment.`);
  await printOutputs(stacks);
}

async function down(pullRequest: number): Promise<void> {
  const preview = previewsOf(await listStates(client(), bucketOf())).find((one) => one.pullRequest === pullRequest);
  if (!preview) return say(`Pull request ${pullRequest} has no preview.`);
  const { session, stacks } = await open(pullRequest);
  const names = stacks.map(({ name }) => name);
  checkKnown(pullRequest, preview.stacks, names);
  await applyStacks(session, stacks, "destroy", { signal: stopSignal(), refresh: true });
  await deleteStates(client(), bucketOf(), preview.stacks);
  say(`Destroyed the preview of pull request ${pullRequest}: ${count(preview.stacks.length, "stack")}.`);
}

/** With `--expired` the list is printed as a step output. */
async function list(onlyExpired: boolean, lifetime: Duration): Promise<void> {
  const previews = previewsOf(await listStates(client(), bucketOf()));
  const now = new Date();
  if (!onlyExpired) return previewLines(previews, lifetime, now).forEach(say);
  say(`previews=${JSON.stringify(expired(previews, lifetime, now).map(({ pullRequest }) => pullRequest))}`);
}

/**
 * @throws Problem if it is not a duration.
 */
function parseLifetime(text: string): Duration {
  if (text === "") return settings().lifetime;
  if (isDuration(text)) return text;
  throw new Problem(`Invalid duration ${JSON.stringify(text)}. Example: --lifetime "1 day"`);
}

runCommand(async () => {
  const args = parseCommand("preview", process.argv.slice(2));
  const [verb, ...images] = args.positionals;
  if (verb === "list") {
    await list(args.flag("expired"), parseLifetime(args.option("lifetime")));
    return 0;
  }
  const pullRequest = parsePullRequest(args.option("pull-request"));
  if (verb === "up") await up(pullRequest, parseDigests(images));
  else if (verb === "foundation") await up(pullRequest, {}, stackName({ environment: previewName(pullRequest), layer: "foundation" }));
  else if (verb === "down") await down(pullRequest);
  else throw new Problem(`Unknown subcommand ${JSON.stringify(verb)}. Use one of: up, foundation, down, list.`);
  return 0;
});

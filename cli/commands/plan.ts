import * as fs from "node:fs";
import * as path from "node:path";
import type { Platform } from "../../config/model";
import { percentOf } from "../../language/units";
import { allowLine } from "../guard/allowances";
import { reviewPlans, type PlanReview } from "../guard/guard";
import { manualApprovals, readApprovals } from "../guard/approvals";
import { unchangedSince, synthesizeBase } from "../plan/base";
import { digestsOf, sha256 } from "../plan/digests";
import { orphanedStacks } from "../plan/orphaned-stacks";
import { emptyPlanFolder, MANIFEST, removePlans, writeManifest } from "../plan/plan-folder";
import { planStacks, type StackPlans } from "../plan/plan-stacks";
import { terraformOf } from "../terraform/terraform";
import { readDeployed } from "../store/deployed-commit";
import { storePlans } from "../store/plan-bucket";
import { code } from "../text/markdown";
import { failedPlanComment, planComment } from "../plan-comment/plan-comment";
import { readDocument, type Stack } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext, type TerraformContext } from "../terraform/terraform-context";
import { loadPlatform } from "../environment";
import { switchesOf } from "../evacuation/switches";
import { gitIn, headOf } from "../git";
import { parseCommand, type ParsedCommand } from "../options";
import { Problem, runCommand } from "../problem";
import { clientFor } from "../state/state-bucket";
import { changeLine } from "../terraform/plan-changes";
import { regionOfStack } from "../../stacks/names";

/**
 * npm run plan -- --environment staging: what a deployment would do, stack by stack, as plan files that `npm run deploy` applies, and as
 * Markdown for people in plan.md beside them. Exit code 1 where the guard refuses it; such plans are not kept. With --base, only stacks are
 * planned that differ from that branch, or read what does; with --store the plans are kept in the state bucket for another job.
 */
const COMMENT_FILE = "plan.md";

const say = (line: string) => console.log(line);

/** The stacks that are as they were at the base; none without one. */
async function unchanged(context: TerraformContext, stacks: readonly Stack[], ref: string): Promise<ReadonlySet<string>> {
  if (ref === "") return new Set();
  const { paths } = context;
  const base = await synthesizeBase(context, ref, path.join(path.dirname(path.join(paths.root, paths.output)), "base"));
  say(base.known ? `Compared with ${base.commit}.` : `Cannot compare with ${ref}: ${base.because}. Planning every stack.`);
  return unchangedSince(base, digestsOf(stacks));
}

async function makePlans(given: ParsedCommand, environment: string, out: string): Promise<[StackPlans, readonly Stack[]]> {
  const context = await openTerraformContext(process.cwd(), environment);
  const stacks = await synthesize(context);
  const regionOf = (stack: string) => regionOfStack(stack, environment);
  const same = await unchanged(context, stacks, given.option("base"));
  return [await planStacks(stacks, { terraform: terraformOf(context), regionOf, plans: out, same, say }), stacks];
}

async function judgePlans({ plans, same }: StackPlans, stacks: readonly Stack[], { name, state, rollout }: Platform): Promise<PlanReview> {
  const deployed = await readDeployed({ client: clientFor(state.region), bucket: state.bucket, environment: name });
  const said = await readApprovals(process.env, gitIn(process.cwd()), deployed?.commit);
  const switches = stacks.map(readDocument).flatMap(switchesOf);
  const review = reviewPlans([...plans, ...same], said, percentOf(rollout.changeLimit), switches);
  return { ...review, unmatched: review.unmatched.filter((one) => said.fromThisPullRequest.includes(one)) };
}

/** Who approves sees first what is allowed by nobody's review. */
function byHandText(): string {
  const lines = manualApprovals(process.env);
  return lines.length === 0
    ? ""
    : `**Allowed by who started this run, and by no review:**\n\n${lines.map((line) => `- ${code(line)}`).join("\n")}\n\n`;
}

function tell({ plans }: StackPlans, { refusals }: PlanReview): void {
  for (const { stack, changes } of plans) if (changes.length > 0) [`\n${stack}:`, ...changes.map(changeLine)].forEach(say);
  if (refusals.length === 0) return;
  say("\nThis plan is refused:");
  for (const { reason, toAllow } of refusals)
    say(`  ${reason}\n    to allow it, in the text of the pull request, or as input of a roll-back: ${allowLine(toAllow)}`);
}

runCommand(async () => {
  const given = parseCommand("plan", process.argv.slice(2));
  const [environment, out] = [given.option("environment"), path.resolve(given.option("out") || path.join(".terrace", "plans"))];
  if (given.flag("store") && given.option("base") !== "")
    throw new Problem("Plans that are stored are applied, so they are of all stacks: leave out --base.");
  const platform = loadPlatform(environment);
  const { state } = platform;
  const commit = await headOf(process.cwd());
  // For a pull request GitHub checks out a merge that nobody finds there: people are told the commit that they pushed.
  const { PULL_REQUEST_COMMIT: shown = commit } = process.env;
  emptyPlanFolder(out);
  const comment = path.join(out, COMMENT_FILE);
  fs.writeFileSync(comment, `${failedPlanComment(environment, shown)}\n`);
  // Plans that failed or are refused are of no use to anybody, and hold all that states hold.
  let done = false;
  process.once("exit", () => done || removePlans(out));
  const [made, stacks] = await makePlans(given, environment, out);
  const review = await judgePlans(made, stacks, platform);
  const client = clientFor(state.region);
  const names = stacks.map(({ name }) => name);
  const orphaned = await orphanedStacks(client, state.bucket, environment, names);
  fs.writeFileSync(comment, `${byHandText()}${planComment({ environment, commit: shown, ...made, review, orphaned })}\n`);
  tell(made, review);
  say(`\nIn words for a pull request: ${comment}`);
  if (review.refusals.length > 0) return 1;
  writeManifest(out, { environment, commit, stacks: digestsOf(stacks) }, made.plans);
  done = true;
  say(`The plans: ${out}`);
  if (given.flag("store")) {
    await storePlans({ client, bucket: state.bucket, environment, commit }, out);
    say(
      `They are kept in the state bucket ${state.bucket} for a day. To apply them: --expect ${sha256(fs.readFileSync(path.join(out, MANIFEST)))}`,
    );
  }
  return 0;
});

import * as fs from "node:fs";
import * as path from "node:path";
import type { Platform } from "../../config/model";
import { percentOf } from "../../language/units";
import { allowLine } from "../guard/allowances";
import { reviewPlans, type PlanReview } from "../guard/guard";
import { manualApprovals, readApprovals } from "../guard/approvals";
import { baseFolder, unchangedSince, synthesizeBase } from "../plan/base";
import { raisable, raisableText } from "../limits/check";
import { readDocuments } from "../synthesis/resources";
import { digestsOf, sha256 } from "../plan/digests";
import { rejectMoves, statesIn } from "../plan/moved-workloads";
import { orphanedStacks } from "../plan/orphaned-stacks";
import { emptyPlanFolder, MANIFEST, removePlans, writeManifest } from "../plan/plan-folder";
import { planJson, planLines } from "../plan/plan-text";
import { planStacks, type StackPlans } from "../plan/plan-stacks";
import { terraformOf } from "../terraform/terraform";
import { deployedPlaceOf, readDeployed } from "../store/deployed-commit";
import { storePlans } from "../store/plan-bucket";
import { code } from "../text/markdown";
import { failedPlanComment, planComment } from "../plan-comment/plan-comment";
import { readDocument, type Stack } from "../synthesis/synthesized";
import { synthesize } from "../synthesis/synthesize";
import { openTerraformContext, type TerraformContext } from "../terraform/terraform-context";
import { loadWithWarnings } from "../environment";
import { switchesOf } from "../evacuation/switches";
import { gitIn } from "../git";
import { UsageProblem } from "../problem";
import { type Call, DONE, FAILED } from "../verb";
import { warningText, warningValues, withClockWarnings } from "../warnings";
import { clientFor } from "../state/state-bucket";
import { groupOption } from "../plan/group-option";
import { colorsOf } from "../text/color";
import { groupOfStack, regionOfStack } from "../../stacks/names";

/**
 * terrace plan staging: plans every stack, saves plan files that `terrace deploy` applies, and writes a Markdown summary to
 * plan.md next to them. Exit code 1 if the guard blocks the plans; blocked plans are deleted. With --base it plans only stacks that differ from
 * that branch, or that read outputs of one that does; with --group only the stacks of a group, and their readers; with --store it stores the plans in the state bucket for another job.
 */
const COMMENT_FILE = "plan.md";

/** Stacks that are unchanged since the base; none without a base. */
async function unchanged(call: Call, context: TerraformContext, stacks: readonly Stack[]): Promise<ReadonlySet<string>> {
  const ref = call.option("base");
  if (ref === "") return new Set();
  const base = await synthesizeBase(context, ref, baseFolder(context));
  call.say(base.known ? `Compared with ${base.commit}.` : `Cannot compare with ${ref}: ${base.because}. Planning every stack.`);
  return unchangedSince(base, digestsOf(stacks));
}

/** Stacks that are not of the group; none without a group. */
function outsideGroup(call: Call, stacks: readonly Stack[]): readonly string[] {
  const group = call.option("group");
  return group === "" ? [] : stacks.flatMap(({ name }) => (groupOfStack(name) === group ? [] : [name]));
}

async function makePlans(call: Call, environment: string, out: string): Promise<[StackPlans, readonly Stack[]]> {
  const context = await openTerraformContext(call.root, environment);
  const stacks = await synthesize(context);
  raisableText(raisable(readDocuments(stacks), [{ name: environment }])).forEach(call.say);
  const regionOf = (stack: string) => regionOfStack(stack, environment);
  const same = new Set([...(await unchanged(call, context, stacks)), ...outsideGroup(call, stacks)]);
  return [await planStacks(stacks, { terraform: terraformOf(context), regionOf, plans: out, same, say: call.say }), stacks];
}

async function reviewAll(root: string, { plans, same }: StackPlans, stacks: readonly Stack[], platform: Platform): Promise<PlanReview> {
  const deployed = await readDeployed(deployedPlaceOf(platform));
  const approvals = await readApprovals(process.env, gitIn(root), deployed?.commit);
  const switches = stacks.map(readDocument).flatMap(switchesOf);
  const review = reviewPlans([...plans, ...same], approvals, percentOf(platform.rollout.changeLimit), switches);
  return { ...review, unmatched: review.unmatched.filter((one) => approvals.fromThisPullRequest.includes(one)) };
}

/** Approvers must see allowances that no review covers, so they come first. */
function manualApprovalsText(): string {
  const lines = manualApprovals(process.env);
  return lines.length === 0
    ? ""
    : `**Allowed by the person who started this run, without a review:**\n\n${lines.map((line) => `- ${code(line)}`).join("\n")}\n\n`;
}

function printedLines(made: StackPlans, { refusals, removals }: PlanReview, environment: string, full: boolean): string[] {
  const lines = planLines(made, { environment, full, colors: colorsOf(process.stdout) });
  const blocked = refusals.map(
    ({ reason, toAllow }) =>
      `  ${reason}\n    to allow it, add this line to the pull request or to the input of a rollback: ${allowLine(toAllow)}`,
  );
  const removed = removals.map(({ stack, change, noun }) => `  ${stack}: the ${noun} ${change.address}`);
  const ending = removed.length > 0 ? ["\nRemoved from service, without a replacement:", ...removed] : [];
  return ["", ...lines, ...ending, ...(blocked.length > 0 ? ["\nBlocked:", ...blocked] : [])];
}

/** The plans as JSON, and whether they can be deployed. */
function planValue(environment: string, commit: string | undefined, made: StackPlans, { refusals }: PlanReview, out: string): object {
  const blocked = refusals.map(({ reason, toAllow }) => ({ reason, toAllow: allowLine(toAllow) }));
  const plans = blocked.length === 0 && commit !== undefined ? { plans: out } : {};
  return { ...planJson(made, environment), commit: commit ?? null, blocked, ...plans };
}

const UNCOMMITTED = "The project has no commit: these plans cannot be deployed, because only committed code can be.";

/** Plans of the local AWS are never mixed with plans of AWS. */
function defaultFolder(isLocal: boolean): string {
  return isLocal ? path.join(".terrace", "local", "plans") : path.join(".terrace", "plans");
}

/** Exit code with --detailed-exitcode if the plans contain changes, as Terraform's. */
const CHANGES = 2;

/** @throws UsageProblem if plans of some stacks only would be stored. */
export function checkStore(call: Call): void {
  if (call.flag("store") && call.option("base") !== "")
    throw new UsageProblem("--store stores plans to apply, so they must contain every stack. Remove --base.");
}

export async function plan(call: Call): Promise<number> {
  const { root, say } = call;
  const [environment, out] = [call.argument("environment"), path.resolve(call.option("out") || defaultFolder(call.isLocal))];
  const { platform, warnings: ofRules } = loadWithWarnings(environment);
  const warnings = withClockWarnings([platform], ofRules, new Date());
  if (warnings.length > 0) say(warningText(warnings).trimEnd());
  const { state } = platform;
  // A new project may have no commit yet. Its plans are shown, and cannot be deployed.
  const commit = await gitIn(root).commitOf("HEAD");
  if (commit === undefined && call.flag("store")) throw new UsageProblem(`${UNCOMMITTED} Commit it, or remove --store.`);
  // For a pull request GitHub checks out a temporary merge commit; the comment shows the pushed commit instead.
  const { PULL_REQUEST_COMMIT: shown = commit ?? "without a commit" } = process.env;
  emptyPlanFolder(out);
  const comment = path.join(out, COMMENT_FILE);
  fs.writeFileSync(comment, `${failedPlanComment(environment, shown)}\n`);
  // Failed or blocked plans are deleted: they cannot be applied, and they contain the secrets of the states.
  let done = false;
  process.once("exit", () => done || removePlans(out));
  const [made, stacks] = await makePlans(call, environment, out);
  const client = clientFor(state.region);
  await rejectMoves(made.plans, statesIn(client, state.bucket));
  const review = await reviewAll(root, made, stacks, platform);
  const names = stacks.map(({ name }) => name);
  const orphaned = await orphanedStacks(client, state.bucket, environment, names);
  fs.writeFileSync(comment, `${manualApprovalsText()}${planComment({ environment, commit: shown, ...made, review, orphaned })}\n`);
  const blocked = review.refusals.length > 0;
  const deployable = !blocked && commit !== undefined;
  if (deployable) {
    writeManifest(out, { environment, commit, ...groupOption(call), stacks: digestsOf(stacks) }, made.plans);
    done = true;
  }
  const files = commit === undefined ? UNCOMMITTED : `Plan files: ${out}`;
  const ending = [`\nSummary: ${comment}`, ...(blocked ? [] : [files])];
  call.report({ ...planValue(environment, commit, made, review, out), warnings: warningValues(warnings) }, [
    ...printedLines(made, review, environment, call.flag("full")),
    ...ending,
  ]);
  if (blocked) return FAILED;
  if (call.flag("store") && commit !== undefined) {
    await storePlans({ client, bucket: state.bucket, environment, commit, ...groupOption(call) }, out);
    say(
      `Stored in the state bucket ${state.bucket} for one day. To apply them: --expect ${sha256(fs.readFileSync(path.join(out, MANIFEST)))}`,
    );
  }
  return call.flag("detailed-exitcode") && made.plans.some(({ changes }) => changes.length > 0) ? CHANGES : DONE;
}

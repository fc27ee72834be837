import * as fs from "node:fs";
import * as path from "node:path";
import type { Scenario } from "../support/scenario";
import { FILE, QUEUES, TABLES } from "./environment";
import { expectGolden } from "./golden";
import type { PipelineFixture } from "./fixture";

/** The change of the first pull request: a queue and an image. */
export const TWO_QUEUES = '  queues: { orders: { visibility: "60 seconds" }, mails: {} },';
export const FIRST_IMAGE = `sha256:${"1".repeat(64)}`;

const PLAN = "plan staging --base origin/main --out .terrace/plans/staging";
const PLANNED = ".terrace/plans/staging";

function planFiles(root: string): string[] {
  return fs.readdirSync(path.join(root, PLANNED)).filter((name) => name.endsWith(".tfplan"));
}

/** pull-request.yml, and changes that the guard blocks. */
export function pullRequests(scenario: Scenario, fixture: () => PipelineFixture): void {
  scenario.step("only changed stacks are planned, and one comment reports them", async () => {
    const { team } = fixture();
    await team.git("checkout", "--quiet", "-b", "mails");
    expect((await team.terrace(`release set staging api=${FIRST_IMAGE}`)).code).toBe(0);
    team.tree.edit(FILE, QUEUES, TWO_QUEUES);
    await team.commit("A queue for mails, and the image that fills it");
    const { code, output } = await team.terrace(PLAN, { text: "A queue for mails, and the image that fills it." });
    expect(code).toBe(0);
    expectGolden("pull-request", team.tree.read(`${PLANNED}/plan.md`));
    const planned = [...output.matchAll(/^ {2}(staging-\S+): /gm)].map(([, stack]) => stack);
    expect(planned).not.toContain("staging-foundation");
    expect(planned).not.toContain("staging-eu-west-1-network");
  });

  scenario.step("the pull request is merged as version 0.1.0", async () => {
    const { team } = fixture();
    await team.git("checkout", "--quiet", "main");
    await team.git("merge", "--quiet", "--no-ff", "--message", "Merge pull request #1\n\nA queue for mails.", "mails");
    await team.git("tag", "--annotate", "v0.1.0", "--message", "Mails");
    await team.git("push", "--quiet", "origin", "main", "v0.1.0");
  });
}

/** A pull request that would lose data. */
export function refusedPullRequest(scenario: Scenario, fixture: () => PipelineFixture): void {
  let allow = "";

  scenario.step("a pull request that would delete a table and a queue is blocked, and its plans are deleted", async () => {
    const { team } = fixture();
    await team.git("checkout", "--quiet", "-b", "loss", "main");
    team.tree.edit(FILE, TABLES, TABLES.replace("photoId", "postId"));
    team.tree.edit(FILE, TWO_QUEUES, QUEUES);
    await team.commit("Likes by post");
    const { code, output } = await team.terrace(PLAN, { text: "Likes by post." });
    expect(code).toBe(1);
    expectGolden("refused", team.tree.read(`${PLANNED}/plan.md`));
    expect(planFiles(team.tree.root)).toEqual([]);
    allow = output
      .split("\n")
      .flatMap((line) => /(Allow: .*)$/.exec(line)?.[1] ?? [])
      .join("\n");
  });

  scenario.step("it passes once its description has an allowance for each resource", async () => {
    const { team, account } = fixture();
    const before = await account.serials();
    const { code } = await team.terrace(PLAN, { text: `Likes by post.\n\n${allow}\n` });
    expect(code).toBe(0);
    expectGolden("allowed", team.tree.read(`${PLANNED}/plan.md`));
    expect(await account.serials()).toEqual(before);
    await team.git("checkout", "--quiet", "main");
  });
}

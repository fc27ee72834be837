import { HeadObjectCommand } from "@aws-sdk/client-s3";
import type { Scenario } from "../support/scenario";
import type { Clone } from "./clone";
import { STATES } from "./environment";
import { refusedPullRequest } from "./pull-requests";
import type { PipelineFixture } from "./fixture";

const DEPLOY = 'deploy staging --bake "1 second" --wait "10 minutes"';

/** production.yml and deploy-tag.yml: a tag is planned by one job and deployed by another. */
export function tags(scenario: Scenario, fixture: () => PipelineFixture): void {
  const machines = new Map<string, Clone>();
  let approved = "";
  const machine = async (name: string): Promise<Clone> => {
    const there = machines.get(name) ?? (await fixture().machine(name));
    machines.set(name, there);
    return there;
  };

  scenario.step("a tag that is not on the main branch is rejected", async () => {
    const { team } = fixture();
    await team.git("checkout", "--quiet", "-b", "sneaky", "main");
    team.tree.write("sneaky.txt", "not reviewed\n");
    await team.commit("Sneaky");
    await team.git("tag", "v9.9.9");
    await team.git("push", "--quiet", "origin", "v9.9.9");
    const planning = await machine("planning");
    await planning.git("checkout", "--quiet", "v9.9.9");
    const { code, output } = await planning.terrace("ci verify-tag v9.9.9");
    expect([code, output]).toEqual([1, expect.stringContaining("is not on origin/main, so it was not reviewed")]);
    await team.git("push", "--quiet", "origin", ":v9.9.9");
    await team.git("checkout", "--quiet", "main");
    await team.git("tag", "--delete", "v9.9.9");
    await planning.git("tag", "--delete", "v9.9.9");
  });

  scenario.step(
    "the plans of a tag on the main branch are stored encrypted in the state bucket; only the pull request's stacks would change",
    async () => {
      const planning = await machine("planning");
      await planning.git("checkout", "--quiet", "v0.1.0");
      expect((await planning.terrace("ci verify-tag v0.1.0")).code).toBe(0);
      const { code, output } = await planning.terrace("plan staging --out .terrace/plans --store");
      expect([code, output]).toEqual([0, expect.stringContaining(`Stored in the state bucket ${STATES} for one day`)]);
      [, approved = ""] = /--expect ([0-9a-f]{64})/.exec(output) ?? [];
      for (const same of ["foundation", "data", "network", "us-east-1-network", "eu-west-1-network", "edge"])
        expect(output).toContain(`staging-${same}: no changes`);
      const kept = (await fixture().account.keys()).filter((key) => key.startsWith("plans/"));
      const commit = await planning.git("rev-parse", "v0.1.0^{commit}");
      expect(kept).toContain(`plans/staging/${commit}/manifest.json`);
      const heads = await Promise.all(kept.map((Key) => fixture().account.s3.send(new HeadObjectCommand({ Bucket: STATES, Key }))));
      expect(heads.map(({ ServerSideEncryption }) => ServerSideEncryption)).toEqual(heads.map(() => "AES256"));
    },
  );

  scenario.step("these plans cannot deploy another commit", async () => {
    const before = await fixture().account.serials();
    const [planning, deploying] = [await machine("planning"), await machine("deploying")];
    await deploying.git("checkout", "--quiet", "v0.1.0^1");
    const none = await deploying.terrace(DEPLOY);
    expect([none.code, none.output]).toEqual([1, expect.stringContaining("There are no saved plans of staging for the commit")]);
    await planning.git("checkout", "--quiet", "v0.1.0^1");
    const other = await planning.terrace(`${DEPLOY} --plans .terrace/plans`);
    expect([other.code, other.output]).toEqual([1, expect.stringMatching(/ {2}commit [0-9a-f]{40}, expected [0-9a-f]{40}/)]);
    expect(await fixture().account.serials()).toEqual(before);
  });

  scenario.step("if two machines deploy the tag concurrently, one does, and the other waits or reports why not", async () => {
    const both = [await machine("deploying"), await machine("third")];
    for (const one of both) await one.git("checkout", "--quiet", "v0.1.0");
    const results = await Promise.all(both.map((one) => one.terrace(`${DEPLOY} --expect ${approved}`)));
    const [winners, losers] = [0, 1].map((code) => results.filter((answer) => answer.code === code));
    expect(winners?.length).toBeGreaterThanOrEqual(1);
    expect((winners?.length ?? 0) + (losers?.length ?? 0)).toBe(2);
    for (const loser of losers ?? []) expect(loser.output).toMatch(/the plan is stale: the state changed|the state is still locked/);
  });

  scenario.step("every resource exists once and matches the code: no drift, and nothing would change", async () => {
    const { code, output } = await fixture().team.terrace("drift staging");
    expect(output).toContain("## staging: no drift");
    expect(code).toBe(0);
    const ids = [...(await fixture().account.ids())].filter(([address]) => address.includes(" aws_sqs_queue."));
    // A queue's ID is its URL, which contains no region here.
    expect(new Set(ids.map(([address, id]) => `${address.split(" ")[0]} ${id}`)).size).toBe(ids.length);
    expect(ids).toHaveLength(8);
    for (const region of ["us-east-1", "eu-west-1"]) {
      const { QueueUrls } = await fixture().account.byHand(region, "sqs", "list_queues", {});
      expect(QueueUrls).toHaveLength(4);
    }
    expect((await fixture().account.keys()).filter((key) => key.endsWith(".tflock"))).toEqual([]);
  });

  refusedPullRequest(scenario, fixture);
}

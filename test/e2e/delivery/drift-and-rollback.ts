import type { Scenario } from "../support/scenario";
import type { Clone } from "./clone";
import { REGIONS } from "./environment";
import { expectGolden } from "./golden";
import { images } from "./partial-apply";
import { FIRST_IMAGE } from "./pull-requests";
import type { PipelineFixture } from "./fixture";

const DRIFT = "drift staging";
const PLANS = "staging --plans .terrace/plans";

/** drift.yml and rollback.yml. */
export function driftAndRollBack(scenario: Scenario, fixture: () => PipelineFixture): void {
  let back: Clone | undefined;

  scenario.step("drift lists manual changes and deletions, and the action of the next deployment", async () => {
    const { team, account } = fixture();
    const queues = await account.attributes(`staging-${REGIONS.first}-data`, "aws_sqs_queue");
    const queue = queues.find(({ visibility_timeout_seconds: visibility }) => visibility === 90);
    await account.byHand(REGIONS.first, "sqs", "set_queue_attributes", {
      QueueUrl: queue?.url,
      Attributes: { VisibilityTimeout: "45" },
    });
    const rules = await account.attributes(`staging-${REGIONS.second}-service`, "aws_vpc_security_group_egress_rule");
    const [rule] = rules;
    await account.byHand(REGIONS.second, "ec2", "revoke_security_group_egress", {
      GroupId: rule?.security_group_id,
      SecurityGroupRuleIds: [rule?.id],
    });
    const { code } = await team.terrace(DRIFT);
    expect(code).toBe(2);
    expectGolden("drift", team.tree.read(".terrace/drift/staging.md"));
  });

  scenario.step("a rollback to the previous tag is allowed; its plan also reverts the manual changes", async () => {
    back = await fixture().machine("back");
    await back.git("checkout", "--quiet", "v0.1.0");
    const check = await back.terrace("release rollback staging v0.1.0");
    expect([check.code, check.output]).toEqual([0, expect.stringContaining("Reverted: v0.2.0.")]);
    const { code, output } = await back.terrace("plan staging --out .terrace/plans");
    expect([code, output]).toEqual([0, expect.stringMatching(/create +aws_vpc_security_group_egress_rule\./)]);
  });

  scenario.step("the rollback is deployed, and the previous image runs in both regions", async () => {
    const { code } = (await back?.terrace(`deploy ${PLANS} --bake "1 second" --despite-alarms`)) ?? {};
    expect(code).toBe(0);
    for (const region of Object.values(REGIONS)) expect(await images(fixture(), region)).toEqual([expect.stringContaining(FIRST_IMAGE)]);
  });

  scenario.step("there is no drift after the rollback", async () => {
    const { code, output } = (await back?.terrace(DRIFT)) ?? {};
    expect([code, output]).toEqual([0, expect.stringContaining("## staging: no drift")]);
  });

  scenario.step("earlier plans are stale: they are rejected and do not revert the rollback", async () => {
    const { team, account } = fixture();
    const before = await account.serials();
    const { code, output } = await team.terrace(`deploy ${PLANS} --bake "1 second"`);
    expect([code, output]).toEqual([1, expect.stringContaining("the plan is stale: the state changed after planning")]);
    expect(await account.serials()).toEqual(before);
  });
}

import * as fs from "node:fs";
import * as path from "node:path";
import { GetRoleCommand, IAMClient, ListOpenIDConnectProvidersCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { GetBucketLifecycleConfigurationCommand } from "@aws-sdk/client-s3";
import { run } from "../../../cli/process/run";
import { shellVariables } from "../support/commands";
import type { Scenario } from "../support/scenario";
import { REGIONS, STATES } from "./environment";
import type { PipelineFixture } from "./fixture";

const ROLES = ["plan", "prepare", "deploy"];

function modeOf(file: string): string {
  return (fs.statSync(file).mode & 0o777).toString(8);
}

/** docs/guides/delivery.md, "Set up the pipeline". */
export function emptyAccount(scenario: Scenario, fixture: () => PipelineFixture): void {
  scenario.step("one command creates the state bucket; a second run changes nothing, a third corrects a changed role", async () => {
    const { team, account } = fixture();
    const first = await team.terrace("bootstrap staging --state-only");
    expect([first.code, first.output]).toEqual([0, expect.stringContaining(`Created the state bucket ${STATES} in us-east-1`)]);
    const second = await team.terrace("bootstrap staging --state-only");
    expect(second.output.match(/no changes/g)).toHaveLength(2);
    const iam = new IAMClient({ ...account.client, region: "us-east-1" });
    const foreign = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }] };
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: `${STATES}-copy`, PolicyDocument: JSON.stringify(foreign) }));
    const third = await team.terrace("bootstrap staging --state-only");
    expect(third.output).toMatch(/Its replica \S+ in \S+: trust of the role\./);
    const { Rules = [] } = await account.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: STATES }));
    const plans = Rules.find(({ Filter }) => Filter?.Prefix === "plans/");
    expect([plans?.Status, plans?.Expiration?.Days, plans?.NoncurrentVersionExpiration?.NoncurrentDays]).toEqual(["Enabled", 1, 1]);
  });

  scenario.step(
    "a manual deployment of the foundation creates the GitHub OIDC provider and three roles with their permissions boundary",
    async () => {
      const { team, account, session } = fixture();
      const args = ["deploy", "staging-foundation", "--auto-approve", "--skip-provider-lock", "--no-color"];
      const cwd = team.tree.root;
      const { code, stdout, stderr } = await run(path.join(cwd, "node_modules", ".bin", "cdktf"), args, {
        cwd,
        env: shellVariables(session),
      });
      expect([code, code === 0 ? "" : `${stdout}${stderr}`]).toEqual([0, ""]);
      const iam = new IAMClient({ ...account.client, region: "us-east-1" });
      const { OpenIDConnectProviderList: providers = [] } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
      expect(providers.map(({ Arn }) => Arn)).toEqual([expect.stringMatching(/oidc-provider\/token\.actions\.githubusercontent\.com$/)]);
      const roles = await Promise.all(ROLES.map((role) => iam.send(new GetRoleCommand({ RoleName: `staging-${role}` }))));
      expect(roles.map(({ Role }) => Role?.PermissionsBoundary?.PermissionsBoundaryArn)).toEqual(
        ROLES.map(() => expect.stringMatching(/policy\/staging-delivery-boundary$/) as string),
      );
    },
  );

  scenario.step("every stack but the foundation is planned as new, into files that only their owner can read", async () => {
    const { code, output } = await fixture().team.terrace("plan staging --out .terrace/plans");
    expect(output).toContain("staging-foundation: no changes");
    expect(code).toBe(0);
    const folder = path.join(fixture().team.tree.root, ".terrace", "plans");
    const files = fs.readdirSync(folder).filter((name) => name.endsWith(".tfplan"));
    expect(files.length).toBeGreaterThan(3);
    expect([modeOf(folder), ...new Set(files.map((name) => modeOf(path.join(folder, name))))]).toEqual(["700", "600"]);
    const comment = fixture().team.tree.read(".terrace/plans/plan.md");
    expect(comment).toContain("| staging-data | 6 |  |  |  | new stack |");
    expect(comment).toContain("No changes in 1 stack: staging-foundation.");
  });

  scenario.step("the regions are deployed one at a time, and then the global stacks", async () => {
    const { code, output } = await fixture().team.terrace('deploy staging --plans .terrace/plans --bake "1 second"');
    const order = output.split("\n").filter((line) => /^\S.*:$/.test(line));
    expect(order).toEqual([`${REGIONS.first}:`, `${REGIONS.second}:`, "the whole environment:"]);
    expect(output).toContain("## staging: deployed\n");
    expect(code).toBe(0);
    expect(Object.keys(await fixture().account.serials())).toHaveLength(13);
  });
}

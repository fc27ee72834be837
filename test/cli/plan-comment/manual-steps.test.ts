import { manualStepLine, manualSteps } from "../../../cli/plan-comment/manual-steps";
import { resources } from "../../support/synth";
import { pipeline } from "../../constructs/delivery/pipeline-fixtures";
import { change, stackPlan } from "../change";

const POLICY = "aws_iam_policy.Pipeline_Settings_Resource_1A2B3C4D";

test("changes of the pipeline's own permissions are manual steps", () => {
  const found = manualSteps([
    stackPlan("prod-foundation", [change("update", POLICY), change("create", "aws_s3_bucket.Site_Resource_1A2B3C4D")]),
    stackPlan("prod-eu-west-1-service", [change("create", "aws_iam_role.Api_TaskRole_Resource_1A2B3C4D")]),
  ]);
  expect(found).toEqual([{ stack: "prod-foundation", addresses: [POLICY] }]);
});

test("every resource of a pipeline is a manual step, including the permissions boundary of workloads", () => {
  const json = pipeline();
  const types = Object.keys(json.resource ?? {});
  expect(types.sort()).toEqual([
    "aws_iam_openid_connect_provider",
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
  ]);
  for (const type of types) {
    const addresses = Object.keys(json.resource?.[type] ?? {}).map((name) => `${type}.${name}`);
    expect(addresses).toHaveLength(resources(json, type).length);
    expect(
      manualSteps([
        stackPlan(
          "dev-foundation",
          addresses.map((address) => change("update", address)),
        ),
      ]),
    ).toEqual([{ stack: "dev-foundation", addresses }]);
  }
});

test("the comment states the command and its reason", () => {
  expect(manualStepLine({ stack: "prod-foundation", addresses: [POLICY, "aws_iam_role.Pipeline_Plan_Role_Resource_5E6F7A8B"] })).toBe(
    `- **Deploy \`prod-foundation\` manually first**, from the commit to deploy, with IAM permissions: \`npx cdktf deploy prod-foundation\`. It changes the pipeline's own permissions (\`${POLICY}\` and 1 more), which its roles cannot change.`,
  );
});

import { byHand, byHandLine } from "../../../cli/plan-comment/manual-steps";
import { resources } from "../../support/synth";
import { pipeline } from "../../constructs/delivery/pipeline-fixtures";
import { change, stackPlan } from "../change";

const POLICY = "aws_iam_policy.Pipeline_Settings_Resource_1A2B3C4D";

test("a plan of the pipeline's own rights is for a person", () => {
  const found = byHand([
    stackPlan("prod-foundation", [change("update", POLICY), change("create", "aws_s3_bucket.Site_Resource_1A2B3C4D")]),
    stackPlan("prod-eu-west-1-service", [change("create", "aws_iam_role.Api_TaskRole_Resource_1A2B3C4D")]),
  ]);
  expect(found).toEqual([{ stack: "prod-foundation", addresses: [POLICY] }]);
});

test("all that a pipeline is made of is, and what bounds programs too", () => {
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
      byHand([
        stackPlan(
          "dev-foundation",
          addresses.map((address) => change("update", address)),
        ),
      ]),
    ).toEqual([{ stack: "dev-foundation", addresses }]);
  }
});

test("the comment says who does it, and how", () => {
  expect(byHandLine({ stack: "prod-foundation", addresses: [POLICY, "aws_iam_role.Pipeline_Plan_Role_Resource_5E6F7A8B"] })).toBe(
    `- **A person deploys \`prod-foundation\` first**, with rights on roles and the commit that is to be deployed: \`npx cdktf deploy prod-foundation\`. It changes what gives the pipeline its own rights (\`${POLICY}\` and 1 more), which none of its roles may.`,
  );
});

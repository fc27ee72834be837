import { type Definitions, policyErrors } from "../support/iam/authorization";
import type { Statement } from "../support/iam/evaluate";
import { readServiceAuthorization } from "../support/iam/service-authorization";
import { pathOf } from "../support/synth";
import { blocksOf } from "./delivered-platforms";

/** Actions, or resource types of actions, that AWS has and the reference data lacks. */
const ABAC = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging.html";
const NEWER: Readonly<Record<string, string>> = {
  "ecs:StopServiceDeployment": "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html",
  "elasticloadbalancing:AllowVendedLogDeliveryForResource":
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-service-specific.html",
  // Bucket actions.
  "s3:ListTagsForResource": ABAC,
  "s3:TagResource": ABAC,
  "s3:UntagResource": ABAC,
};

/** Actions with resource types that AWS nevertheless rejects unless they are allowed on all resources. */
const ON_ALL: Readonly<Record<string, string>> = {
  "cloudwatch:PutCompositeAlarm": "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html",
};

const EXCEPTIONS = { newer: Object.keys(NEWER), onAll: Object.keys(ON_ALL) };

/** Values from Terraform expressions can contain quotes. */
const plain = (policy: unknown) => String(policy).replaceAll(/\$\{[^}]*\}/g, "${it}");

const POLICIES = blocksOf(({ resource }) => resource)
  .filter(({ type }) => type === "aws_iam_policy" || type === "aws_iam_role_policy")
  .map(({ stack, block }) => ({
    place: `${stack}/${pathOf(block)}`,
    statements: (JSON.parse(plain(block.policy)) as { readonly Statement: readonly Statement[] }).Statement,
  }));

let definitions: Definitions;
beforeAll(async () => {
  definitions = await readServiceAuthorization();
}, 900_000);

test("every action and resource in every policy exists in the AWS service authorization reference", () => {
  expect(POLICIES.length).toBeGreaterThan(100);
  const wrong = POLICIES.flatMap(({ place, statements }) =>
    policyErrors(statements, definitions, EXCEPTIONS).map((what) => `${place}: ${what}`),
  );
  expect(wrong).toEqual([]);
});

test("every exception is necessary, because the reference data lacks it", () => {
  const found = POLICIES.flatMap(({ statements }) => policyErrors(statements, definitions, { ...EXCEPTIONS, newer: [] }));
  expect([...new Set(found.map((what) => what.split(": ")[0]))].sort()).toEqual(Object.keys(NEWER).sort());
});

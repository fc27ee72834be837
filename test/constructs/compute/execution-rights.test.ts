import { type Image, parseImage } from "../../../language/images";
import { TaskDefinition } from "../../../constructs/compute/task-definition";
import { policyDocument } from "../../../constructs/core/policy";
import { workloadBoundaryStatements } from "../../../constructs/delivery/permissions/boundary-statements";
import { ExistingSecret } from "../../../constructs/secret/existing-secret";
import { type Request, type Statement, isAllowed } from "../../support/iam/evaluate";
import { type Block, type StackJson, resource, statementsOf, synthesizeConstructs } from "../../support/synth";
import { CONTAINER, ground } from "./fixtures";

const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;
const PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/mail";
const repository = (account: string, region: string, name: string) => `arn:aws:ecr:${region}:${account}:repository/${name}`;

function image(reference: string): Image {
  const parsed = parseImage(reference);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.image;
}

/** A task with this image and these existing secrets. */
function task(reference: string, arns: readonly string[] = []): StackJson {
  return synthesizeConstructs((stack) => {
    const { repositories, logsKey } = ground(stack);
    new TaskDefinition(stack, "Task", {
      name: "api",
      kind: "service",
      container: { ...CONTAINER, image: image(reference) },
      ports: [],
      bindings: arns.map((arn, index) =>
        new ExistingSecret({ name: `key-${index}`, arns: { "us-east-1": arn } }).in("us-east-1").bind("api"),
      ),
      repositories,
      logsKey,
      basics: {},
      startPeriod: 60,
    });
  });
}

/** Policies of the execution role, with the permissions boundary that pipelines attach to it. */
function rights(stack: StackJson) {
  const { Statement: boundary } = JSON.parse(policyDocument(workloadBoundaryStatements())) as { Statement: readonly Statement[] };
  return {
    policies: statementsOf(resource(stack, "aws_iam_role_policy", "ExecutionRole/Policy")) as unknown as readonly Statement[],
    boundary,
  };
}

const containerOf = (stack: StackJson) =>
  (JSON.parse(resource(stack, "aws_ecs_task_definition").container_definitions as string) as readonly Block[])[0] ?? {};

describe("existing secrets", () => {
  const whole = secret("mail-AbCdEf");
  const part = `${secret("stripe-GhIjKl")}:api_key::`;
  const version = `${secret("token-MnOpQr")}::AWSPREVIOUS:`;
  const stack = task("api:1.4.2", [whole, part, version, PARAMETER]);
  const read = (resource: string): Request => ({ action: "secretsmanager:GetSecretValue", resource });

  test("reach the container with the selected part", () => {
    expect(containerOf(stack).secrets).toEqual([
      { name: "KEY_0_SECRET", valueFrom: whole },
      { name: "KEY_1_SECRET", valueFrom: part },
      { name: "KEY_2_SECRET", valueFrom: version },
      { name: "KEY_3_SECRET", valueFrom: PARAMETER },
    ]);
  });

  // AWS requires the permission on the whole secret, even if ECS reads only a part of it.
  test.each([
    ["the whole secret", true, read(whole)],
    ["the secret of a key", true, read(secret("stripe-GhIjKl"))],
    ["the secret of a version", true, read(secret("token-MnOpQr"))],
    ["the parameter", true, { action: "ssm:GetParameters", resource: PARAMETER }],
    ["a secret with a longer name", false, read(secret("stripe-GhIjKl-prod-AbCdEf"))],
    ["a secret with another suffix", false, read(secret("stripe-ZzZzZz"))],
    ["any other secret", false, read(secret("other-AbCdEf"))],
    ["the same secret of another account", false, read(whole.replace("123456789012", "210987654321"))],
    ["the same secret of another region", false, read(whole.replace("us-east-1", "eu-west-1"))],
    ["another parameter", false, { action: "ssm:GetParameters", resource: `${PARAMETER}/other` }],
    ["the update of a secret", false, { action: "secretsmanager:PutSecretValue", resource: whole }],
  ])("ECS is allowed access to %s: %s", (_, expected, request) => expect(isAllowed(rights(stack), request)).toBe(expected));
});

describe("images", () => {
  const token: Request = { action: "ecr:GetAuthorizationToken" };
  const pull = (resource: string): readonly Request[] =>
    ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"].map((action) => ({ action, resource }));
  const own = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app:1";
  const other = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/app@sha256:" + "0".repeat(64);

  test.each([
    [own, repository("123456789012", "us-east-1", "team/app")],
    [other, repository("210987654321", "eu-west-1", "team/app")],
    ["210987654321.dkr-ecr.eu-west-1.on.aws/app:1", repository("210987654321", "eu-west-1", "app")],
    ["api:1.4.2", repository("111122223333", "us-east-1", "dev/api")],
  ])("%s can be pulled only from %s", (reference, arn) => {
    const stack = task(reference);
    const allowed = (request: Request) => isAllowed(rights(stack), request);
    expect([token, ...pull(arn)].map(allowed)).toEqual([true, true, true, true]);
    const others = [
      `${arn}-other`,
      arn.replace(/repository\/.*/, "repository/secret"),
      arn.replace(/:\d{12}:/, ":333333333333:"),
      arn.replace(/:[a-z]+-[a-z]+-\d:/, ":ap-south-1:"),
    ];
    expect(others.flatMap(pull).filter(allowed)).toEqual([]);
    expect(allowed({ action: "ecr:PutImage", resource: arn })).toBe(false);
    expect(containerOf(stack).image).toBe(
      reference === "api:1.4.2" ? "111122223333.dkr.ecr.us-east-1.amazonaws.com/dev/api:1.4.2" : reference,
    );
  });

  test.each(["public.ecr.aws/nginx/nginx:1.27", "ghcr.io/acme/api:1"])("%s needs no permission to be pulled", (reference) => {
    const stack = task(reference);
    expect(
      rights(stack)
        .policies.flatMap(({ Action }) => Action)
        .filter((action) => action.startsWith("ecr:")),
    ).toEqual([]);
  });

  test("the registry token is allowed on all resources, with an accepted policy exception", () => {
    const policy = resource(task(own), "aws_iam_role_policy", "ExecutionRole/Policy");
    expect(JSON.stringify(policy["//"])).toContain("STAR ecr:GetAuthorizationToken");
  });
});

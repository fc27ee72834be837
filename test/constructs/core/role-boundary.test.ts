import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { TerraformOutput } from "cdktf";
import { BOUNDARY_ID, roleBoundary } from "../../../constructs/core/role-boundary";
import { outputValue, synthesizeConstructs } from "../../support/synth";

const PERMISSIONS = { permissionsBoundary: "dev-workload-boundary" };

test("a role has no permissions boundary if the environment has none", () => {
  synthesizeConstructs((stack) => {
    expect(roleBoundary(stack)).toEqual({});
  });
});

test("a role references the boundary by name, in its account", () => {
  const json = synthesizeConstructs(
    (stack) => new TerraformOutput(stack, "boundary", { value: roleBoundary(stack).permissionsBoundary }),
    PERMISSIONS,
  );
  expect(outputValue(json, "boundary")).toBe("arn:aws:iam::${data.aws_caller_identity.Account.account_id}:policy/dev-workload-boundary");
});

test("in the stack that creates the boundary, a role depends on it", () => {
  const json = synthesizeConstructs((stack) => {
    new IamPolicy(stack, BOUNDARY_ID, { name: "dev-workload-boundary", policy: "{}" });
    new TerraformOutput(stack, "boundary", { value: roleBoundary(stack).permissionsBoundary });
  }, PERMISSIONS);
  expect(outputValue(json, "boundary")).toBe("${aws_iam_policy.WorkloadBoundary.arn}");
});

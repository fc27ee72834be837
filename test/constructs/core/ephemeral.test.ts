import { Construct } from "constructs";
import { accountIdOf } from "../../../constructs/core/account";
import { Ephemeral } from "../../../constructs/core/ephemeral";
import { placedStack, synthesizeConstructs, synthesizeStack } from "../../support/synth";

const ARGUMENTS = { password_length: 20, exclude_punctuation: true };
const TYPE = "aws_secretsmanager_random_password";

test("is a block of the stack, named after its path; expressions use the same name", () => {
  const expressions: string[] = [];
  const json = synthesizeConstructs((stack) => {
    for (const id of ["One", "Other"])
      expressions.push(new Ephemeral(new Construct(stack, id), "Password", TYPE, ARGUMENTS).expression("random_password"));
  });
  const names = Object.keys((json.ephemeral as Record<string, object>)[TYPE] ?? {});
  expect(names).toHaveLength(2);
  expect(expressions).toEqual(names.map((name) => `ephemeral.${TYPE}.${name}.random_password`));
  expect(json.ephemeral).toEqual({ [TYPE]: Object.fromEntries(names.map((name) => [name, ARGUMENTS])) });
});

test("accepts references to another stack", () => {
  const json = synthesizeStack("reads", (app) => {
    const secretId = accountIdOf(placedStack(app, "has", {}));
    new Ephemeral(placedStack(app, "reads", {}), "Stored", "aws_secretsmanager_secret_version", { secret_id: secretId, version_id: "1" });
  });
  expect(JSON.stringify(json.ephemeral)).toMatch(/"secret_id":"\$\{data\.terraform_remote_state\.\S+\.outputs\.\S+"/);
});

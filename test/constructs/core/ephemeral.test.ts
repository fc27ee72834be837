import { Construct } from "constructs";
import { Ephemeral } from "../../../constructs/core/ephemeral";
import { synthesizeConstructs } from "../../support/synth";

const ARGUMENTS = { password_length: 20, exclude_punctuation: true };
const TYPE = "aws_secretsmanager_random_password";

test("is a block of the stack, named by its path, with the name that expressions use", () => {
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

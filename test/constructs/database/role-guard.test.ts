import { type Block, resource, type StackJson } from "../../support/synth";
import { COPY, POSTGRES, SOURCE, synthDatabase } from "./fixtures";

const primary = synthDatabase(POSTGRES);
const copy = synthDatabase(POSTGRES, { role: COPY });
const roleOf = (json: StackJson) => resource(json, "terraform_data", "Database/Role/Resource");
const headOf = (json: StackJson) => resource(json, "aws_db_instance", "Database/Resource");
const nameOf = (json: StackJson) => Object.keys(json.resource?.terraform_data ?? {})[0];

test("a primary may have been anything: its role is written, and nothing is demanded", () => {
  expect(roleOf(primary)).toMatchObject({ input: { role: "primary" } });
  expect(roleOf(primary)).not.toHaveProperty("lifecycle");
  expect(headOf(primary).lifecycle).not.toHaveProperty("precondition");
});

test("a copy's role is what it was when it was made, and it demands that this is still what the environment says", () => {
  expect(roleOf(copy)).toMatchObject({ input: { role: "copy of eu-west-1" }, lifecycle: { ignore_changes: ["input"] } });
  const found = `terraform_data.${nameOf(copy) ?? ""}.output.role`;
  expect((headOf(copy).lifecycle as Block).precondition).toEqual([
    { condition: `\${(${found} == "copy of eu-west-1")}`, error_message: expect.stringContaining(`\${${found}}`) },
  ]);
});

test("the refusal says what, what was found, what is allowed and where the steps are", () => {
  const [precondition] = (headOf(copy).lifecycle as { precondition: { error_message: string }[] }).precondition;
  expect(precondition?.error_message.replace(/\$\{.*?\}/, "primary")).toBe(
    "Database main in us-east-1 is to be a copy of eu-west-1, but the instance that is there is: primary. " +
      "RDS neither turns a primary into a copy nor gives a copy another source. " +
      "Allowed: the primary region that it had before, or to build the instance anew, which loses what it alone holds. " +
      "The steps are in docs/runbooks/promote-a-database.md.",
  );
});

test("both roles have one address, so that a promotion writes it in place", () => {
  expect(nameOf(primary)).toBe(nameOf(copy));
});

test("another source is another demand, not another memory", () => {
  const other = synthDatabase(POSTGRES, { role: { kind: "copy", source: { ...SOURCE, region: "us-west-2" } } });
  expect(JSON.stringify(headOf(other).lifecycle)).toContain('== \\"copy of us-west-2\\"');
  expect(roleOf(other).lifecycle).toEqual({ ignore_changes: ["input"] });
});

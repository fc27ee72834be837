import { type Block, resource, type StackJson } from "../../support/synth";
import { REPLICA, POSTGRES, SOURCE, synthDatabase } from "./fixtures";

const primary = synthDatabase(POSTGRES);
const replica = synthDatabase(POSTGRES, { role: REPLICA });
const roleOf = (json: StackJson) => resource(json, "terraform_data", "Database/Role/Resource");
const leadOf = (json: StackJson) => resource(json, "aws_db_instance", "Database/Resource");
const nameOf = (json: StackJson) => Object.keys(json.resource?.terraform_data ?? {})[0];

test("the primary role is persisted without a precondition", () => {
  expect(roleOf(primary)).toMatchObject({ input: { role: "primary" } });
  expect(roleOf(primary)).not.toHaveProperty("lifecycle");
  expect(leadOf(primary).lifecycle).not.toHaveProperty("precondition");
});

test("the replica role is persisted at creation, and a precondition requires that it still matches the environment", () => {
  expect(roleOf(replica)).toMatchObject({ input: { role: "copy of eu-west-1" }, lifecycle: { ignore_changes: ["input"] } });
  const found = `terraform_data.${nameOf(replica) ?? ""}.output.role`;
  expect((leadOf(replica).lifecycle as Block).precondition).toEqual([
    { condition: `\${(${found} == "copy of eu-west-1")}`, error_message: expect.stringContaining(`\${${found}}`) },
  ]);
});

test("the error contains the mismatch, the persisted role, the allowed changes and the runbook", () => {
  const [precondition] = (leadOf(replica).lifecycle as { precondition: { error_message: string }[] }).precondition;
  expect(precondition?.error_message.replace(/\$\{.*?\}/, "primary")).toBe(
    "Database main in us-east-1 is configured as a replica of eu-west-1, but the role of the existing instance is: primary. " +
      "RDS can neither turn a primary into a replica nor give a replica another source. " +
      "Allowed: restore the previous primary region, or recreate the instance, which deletes data that only this instance has. " +
      "The steps are in docs/runbooks/promote-a-database.md.",
  );
});

test("both roles have the same address, so that a promotion updates the persisted role in place", () => {
  expect(nameOf(primary)).toBe(nameOf(replica));
});

test("another source changes the precondition, not the persisted role", () => {
  const other = synthDatabase(POSTGRES, { role: { kind: "replica", source: { ...SOURCE, region: "us-west-2" } } });
  expect(JSON.stringify(leadOf(other).lifecycle)).toContain('== \\"copy of us-west-2\\"');
  expect(roleOf(other).lifecycle).toEqual({ ignore_changes: ["input"] });
});

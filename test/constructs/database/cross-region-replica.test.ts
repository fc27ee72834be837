import { type Block, referenceTo, resource, resources, type StackJson } from "../../support/synth";
import { REPLICA, MYSQL, POSTGRES, SOURCE, synthDatabase } from "./fixtures";

const primary = synthDatabase(POSTGRES);
const replica = synthDatabase(POSTGRES, { role: REPLICA });
const leadOf = (json: StackJson) => resource(json, "aws_db_instance", "Database/Resource");
const key = referenceTo(replica, "aws_kms_key", "DatabaseKey/Resource", "arn");

test("replicates the primary by its ARN, which AWS requires across regions", () => {
  expect(leadOf(replica).replicate_source_db).toBe(SOURCE.arn);
});

test("has the primary's class, standby and backups, and its own region's key, network and roles", () => {
  expect(leadOf(replica)).toMatchObject({
    identifier: "dev-main",
    instance_class: "db.r6g.large",
    multi_az: true,
    backup_retention_period: 14,
    backup_window: "02:00-03:00",
    max_allocated_storage: 500,
    storage_type: "gp3",
    storage_encrypted: true,
    kms_key_id: key,
    db_subnet_group_name: referenceTo(replica, "aws_db_subnet_group", undefined, "name"),
    vpc_security_group_ids: [referenceTo(replica, "aws_security_group", undefined, "id")],
    parameter_group_name: referenceTo(replica, "aws_db_parameter_group", undefined, "name"),
    monitoring_role_arn: referenceTo(replica, "aws_iam_role", undefined, "arn"),
    iam_database_authentication_enabled: true,
  });
});

test("sets no argument that the provider rejects together with a source, and no storage size, which it has from the source", () => {
  for (const argument of ["username", "db_name", "allocated_storage", "iops", "storage_throughput"])
    expect(leadOf(replica)).not.toHaveProperty(argument);
});

test("is protected neither by Terraform nor by AWS, and has no final snapshot, which AWS would reject", () => {
  expect(leadOf(replica)).toMatchObject({
    deletion_protection: false,
    skip_final_snapshot: true,
    delete_automated_backups: true,
    lifecycle: { prevent_destroy: false },
  });
  expect(leadOf(replica)).not.toHaveProperty("final_snapshot_identifier");
});

test("is the source of the region's read replicas by its identifier, which AWS requires within a region", () => {
  const identifier = referenceTo(replica, "aws_db_instance", "Database/Resource", "identifier");
  expect(resource(replica, "aws_db_instance", "Replica-1/Resource").replicate_source_db).toBe(identifier);
});

describe("a promotion", () => {
  test.each([POSTGRES, MYSQL])("changes only the role, storage size and protection of the $engine instance", (database) => {
    const [one, other] = [leadOf(synthDatabase(database)), leadOf(synthDatabase(database, { role: REPLICA }))];
    const different = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
      (argument) => argument !== "//" && JSON.stringify(one[argument]) !== JSON.stringify(other[argument]),
    );
    expect(different.sort()).toEqual([
      "allocated_storage",
      "db_name",
      "delete_automated_backups",
      "deletion_protection",
      "final_snapshot_identifier",
      "lifecycle",
      "password_wo",
      "replicate_source_db",
      "skip_final_snapshot",
      "username",
    ]);
  });

  test("never replaces the instance: both roles ignore changes of arguments that force a replacement", () => {
    for (const json of [primary, replica]) expect((leadOf(json).lifecycle as Block).ignore_changes).toEqual(["db_name", "username"]);
  });

  test("does not change the version, since the replica sets the major version too", () => {
    expect(leadOf(replica)).toMatchObject({ engine: "postgres", engine_version: "17", allow_major_version_upgrade: false });
  });

  test("removes no instance and changes no Terraform address", () => {
    const addresses = (json: StackJson) => Object.keys(json.resource?.aws_db_instance ?? {});
    expect(addresses(primary)).toEqual(expect.arrayContaining(addresses(replica)));
    expect(resources(replica, "aws_db_instance")).toHaveLength(2);
    expect(resources(primary, "aws_db_instance")).toHaveLength(3);
  });

  test("changes no parameter: both roles limit the WAL of a stalled replica", () => {
    for (const readReplicas of [0, 1]) {
      const database = { ...POSTGRES, readReplicas, regions: ["us-east-1", "eu-west-1"] };
      const group = (json: StackJson) => resource(json, "aws_db_parameter_group").parameter;
      expect(group(synthDatabase(database))).toContainEqual(expect.objectContaining({ name: "max_slot_wal_keep_size", value: "25600" }));
      expect(group(synthDatabase(database, { role: REPLICA }))).toEqual(group(synthDatabase(database)));
    }
  });
});

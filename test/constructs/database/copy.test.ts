import { type Block, referenceTo, resource, resources, type StackJson } from "../../support/synth";
import { COPY, MYSQL, POSTGRES, SOURCE, synthDatabase } from "./fixtures";

const primary = synthDatabase(POSTGRES);
const copy = synthDatabase(POSTGRES, { role: COPY });
const headOf = (json: StackJson) => resource(json, "aws_db_instance", "Database/Resource");
const key = referenceTo(copy, "aws_kms_key", "DatabaseKey/Resource", "arn");

test("replicates the primary by its ARN, as AWS wants it across regions", () => {
  expect(headOf(copy).replicate_source_db).toBe(SOURCE.arn);
});

test("is ready to take over: its class, standby, backups, and what is its own region's", () => {
  expect(headOf(copy)).toMatchObject({
    identifier: "dev-main",
    instance_class: "db.r6g.large",
    multi_az: true,
    backup_retention_period: 14,
    backup_window: "02:00-03:00",
    max_allocated_storage: 500,
    storage_type: "gp3",
    storage_encrypted: true,
    kms_key_id: key,
    db_subnet_group_name: referenceTo(copy, "aws_db_subnet_group", undefined, "name"),
    vpc_security_group_ids: [referenceTo(copy, "aws_security_group", undefined, "id")],
    parameter_group_name: referenceTo(copy, "aws_db_parameter_group", undefined, "name"),
    monitoring_role_arn: referenceTo(copy, "aws_iam_role", undefined, "arn"),
    iam_database_authentication_enabled: true,
  });
});

test("says nothing that the provider refuses beside a source, nor a size of storage, which is the source's", () => {
  for (const argument of ["username", "db_name", "allocated_storage", "iops", "storage_throughput"])
    expect(headOf(copy)).not.toHaveProperty(argument);
});

test("keeps nothing of its own: neither Terraform nor AWS protects it, and there is no last snapshot, which AWS would refuse", () => {
  expect(headOf(copy)).toMatchObject({
    deletion_protection: false,
    skip_final_snapshot: true,
    delete_automated_backups: true,
    lifecycle: { prevent_destroy: false },
  });
  expect(headOf(copy)).not.toHaveProperty("final_snapshot_identifier");
});

test("its replicas hang on it, by its identifier, as AWS wants it within a region", () => {
  const identifier = referenceTo(copy, "aws_db_instance", "Database/Resource", "identifier");
  expect(resource(copy, "aws_db_instance", "Replica-1/Resource").replicate_source_db).toBe(identifier);
});

describe("a promotion", () => {
  test.each([POSTGRES, MYSQL])(
    "finds nothing else to change in the instance of $engine than its role, its size of storage and its protection",
    (database) => {
      const [one, other] = [headOf(synthDatabase(database)), headOf(synthDatabase(database, { role: COPY }))];
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
    },
  );

  test("never replaces the instance: what differs by force of a replacement is left alone in both roles", () => {
    for (const json of [primary, copy]) expect((headOf(json).lifecycle as Block).ignore_changes).toEqual(["db_name", "username"]);
  });

  test("finds the major version that it asks for: a copy without one would be asked to change from its minor one", () => {
    expect(headOf(copy)).toMatchObject({ engine: "postgres", engine_version: "17", allow_major_version_upgrade: false });
  });

  test("takes away no instance, and none has another address", () => {
    const addresses = (json: StackJson) => Object.keys(json.resource?.aws_db_instance ?? {});
    expect(addresses(primary)).toEqual(expect.arrayContaining(addresses(copy)));
    expect(resources(copy, "aws_db_instance")).toHaveLength(2);
    expect(resources(primary, "aws_db_instance")).toHaveLength(3);
  });

  test("changes no parameter: the WAL of a stalled replica is bounded in both roles", () => {
    for (const readReplicas of [0, 1]) {
      const database = { ...POSTGRES, readReplicas, regions: ["us-east-1", "eu-west-1"] };
      const group = (json: StackJson) => resource(json, "aws_db_parameter_group").parameter;
      expect(group(synthDatabase(database))).toContainEqual(expect.objectContaining({ name: "max_slot_wal_keep_size", value: "25600" }));
      expect(group(synthDatabase(database, { role: COPY }))).toEqual(group(synthDatabase(database)));
    }
  });
});

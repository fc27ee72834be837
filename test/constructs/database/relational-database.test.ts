import type { DatabaseRole } from "../../../constructs/database/role";
import { pathOf, referenceTo, resource, resources } from "../../support/synth";
import { REPLICA, MYSQL, NETWORK, POSTGRES, PRIMARY, synthDatabase } from "./fixtures";

const json = synthDatabase(POSTGRES);
const primary = resource(json, "aws_db_instance", "Database/Resource");
const replicas = resources(json, "aws_db_instance").filter((instance) => instance.replicate_source_db !== undefined);
const dataKey = referenceTo(json, "aws_kms_key", "DatabaseKey/Resource", "arn");
const logsKey = referenceTo(json, "aws_kms_key", "LogsKey/Resource", "arn");

const shortLived = synthDatabase(POSTGRES, { placement: { removalPolicy: "destroy" } });

describe("the primary", () => {
  test("has the arguments of the model", () => {
    expect(primary).toMatchObject({
      identifier: "dev-main",
      engine: "postgres",
      engine_version: "17",
      auto_minor_version_upgrade: true,
      instance_class: "db.r6g.large",
      allocated_storage: 100,
      max_allocated_storage: 500,
      storage_type: "gp3",
      multi_az: true,
      db_name: "photofeed",
      username: "terrace",
      port: 5432,
      backup_retention_period: 14,
      backup_window: "02:00-03:00",
      maintenance_window: "sun:04:00-sun:05:00",
    });
    expect(primary).not.toHaveProperty("iops");
    expect(primary).not.toHaveProperty("availability_zone");
    expect(primary).not.toHaveProperty("manage_master_user_password");
  });

  test("is encrypted with a customer managed key, referenced by ARN", () => {
    expect(primary).toMatchObject({ storage_encrypted: true, kms_key_id: dataKey, performance_insights_kms_key_id: dataKey });
  });

  test("is in the isolated subnets, without a public address, in a security group without rules", () => {
    expect(primary).toMatchObject({
      publicly_accessible: false,
      db_subnet_group_name: referenceTo(json, "aws_db_subnet_group", undefined, "name"),
      vpc_security_group_ids: [referenceTo(json, "aws_security_group", undefined, "id")],
    });
    expect(resource(json, "aws_db_subnet_group").subnet_ids).toEqual(NETWORK.isolatedSubnetIds);
    expect(resource(json, "aws_security_group")).not.toHaveProperty("ingress");
    expect(Object.keys(json.resource ?? {}).filter((type) => type.startsWith("aws_vpc_security_group"))).toEqual([]);
  });

  test("has Performance Insights for 7 days, and enhanced monitoring with a role that is created first", () => {
    expect(primary).toMatchObject({
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
      monitoring_interval: 60,
      monitoring_role_arn: referenceTo(json, "aws_iam_role", undefined, "arn"),
    });
    expect(primary.depends_on).toContain(address("aws_iam_role_policy_attachment", "Database/MonitoringRole/Policy"));
    expect(resource(json, "aws_iam_role").assume_role_policy).toContain('"aws:SourceAccount"');
  });

  test("accepts IAM authentication and sets no certificate authority", () => {
    expect(primary).toMatchObject({ iam_database_authentication_enabled: true });
    // It would cause a second modification after the creation, with another wait.
    expect(primary).not.toHaveProperty("ca_cert_identifier");
  });

  test("is protected by Terraform and by AWS, with backups and a final snapshot with a unique name", () => {
    expect(primary).toMatchObject({
      lifecycle: { prevent_destroy: true },
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: `dev-main-final-${referenceTo(json, "terraform_data", "Database/Role/Resource", "id")}`,
      apply_immediately: false,
    });
  });

  test("keeps nothing after its deletion in an ephemeral environment", () => {
    const ephemeral = resource(shortLived, "aws_db_instance", "Database/Resource");
    expect(ephemeral).toMatchObject({
      lifecycle: { prevent_destroy: false },
      deletion_protection: false,
      delete_automated_backups: true,
      skip_final_snapshot: true,
      apply_immediately: true,
    });
    expect(ephemeral).not.toHaveProperty("final_snapshot_identifier");
  });
});

describe("read replicas", () => {
  test.each([
    [0, [], []],
    [1, ["dev-main-replica-1"], []],
    [2, ["dev-main-replica-1", "dev-main-replica-2"], ["dev-main-replica-1"]],
    [15, numbered(15), numbered(14)],
  ])(
    "readReplicas: %d creates that many next to a primary, and one fewer next to a cross-region replica",
    (readReplicas, nextToPrimary, nextToReplica) => {
      const identifiers = (role: DatabaseRole) =>
        resources(synthDatabase({ ...POSTGRES, readReplicas }, { role }), "aws_db_instance").map(({ identifier }) => String(identifier));
      expect(identifiers(PRIMARY).sort()).toEqual(["dev-main", ...nextToPrimary].sort());
      expect(identifiers(REPLICA).sort()).toEqual(["dev-main", ...nextToReplica].sort());
    },
  );

  test("take storage, key, subnets, version and users from their source", () => {
    for (const replica of replicas) {
      expect(replica.replicate_source_db).toBe(referenceTo(json, "aws_db_instance", "Database/Resource", "identifier"));
      for (const argument of [
        "allocated_storage",
        "kms_key_id",
        "db_subnet_group_name",
        "engine",
        "engine_version",
        "username",
        "password_wo",
        "db_name",
      ])
        expect(replica).not.toHaveProperty(argument);
    }
  });

  test("set the arguments whose provider defaults would differ in each plan", () => {
    for (const replica of replicas)
      expect(replica).toMatchObject({
        iam_database_authentication_enabled: true,
        max_allocated_storage: 500,
        monitoring_interval: 60,
        storage_encrypted: true,
        performance_insights_kms_key_id: dataKey,
        parameter_group_name: primary.parameter_group_name,
        vpc_security_group_ids: primary.vpc_security_group_ids,
      });
  });

  test("have no final snapshot, backups or protection, so that their number can be reduced", () => {
    for (const replica of replicas) {
      expect(replica).toMatchObject({ skip_final_snapshot: true, backup_retention_period: 0, deletion_protection: false });
      expect(replica).not.toHaveProperty("final_snapshot_identifier");
      expect(replica).not.toHaveProperty("lifecycle");
    }
  });

  test("have Performance Insights only if their own class supports it", () => {
    const [replica] = resources(synthDatabase({ ...MYSQL, replicaPerformanceInsights: false }), "aws_db_instance").slice(1);
    expect(replica).toMatchObject({ performance_insights_enabled: false });
    expect(replica).not.toHaveProperty("performance_insights_kms_key_id");
  });
});

describe("logs", () => {
  test.each([
    ["postgres", POSTGRES, ["postgresql", "upgrade"]],
    ["mysql", MYSQL, ["error", "slowquery"]],
  ])(
    "of %s go to log groups that are created before the instance, with a customer managed key and a retention period",
    (_, database, types) => {
      const made = synthDatabase(database);
      for (const instance of resources(made, "aws_db_instance")) {
        expect(instance.enabled_cloudwatch_logs_exports).toEqual(types);
        const names = types.map((type) => `/aws/rds/instance/${String(instance.identifier)}/${type}`);
        const groups = resources(made, "aws_cloudwatch_log_group").filter(({ name }) => names.includes(String(name)));
        expect(groups.map(({ name }) => name)).toEqual(names);
        for (const group of groups) {
          expect(group).toMatchObject({ retention_in_days: 30, kms_key_id: logsKey });
          expect(instance.depends_on).toContain(address("aws_cloudwatch_log_group", pathOf(group), made));
        }
      }
    },
  );
});

test("the parameter group is replaced before it is deleted, since it is in use", () => {
  expect(resource(json, "aws_db_parameter_group")).toMatchObject({
    name_prefix: "dev-main-",
    family: "postgres17",
    lifecycle: { create_before_destroy: true },
  });
  expect(resource(json, "aws_db_parameter_group").parameter).toContainEqual({
    apply_method: "pending-reboot",
    name: "rds.force_ssl",
    value: "1",
  });
});

/** The address of a resource in `depends_on`. */
function address(type: string, path: string, stack = json): string {
  return referenceTo(stack, type, path, "x").slice(2, -3);
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `dev-main-replica-${index + 1}`);
}

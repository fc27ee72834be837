import { type Block, referenceTo, resource, resources, type StackJson } from "../../support/synth";
import { REPLICA, MYSQL, POSTGRES, synthDatabase } from "./fixtures";

const json = synthDatabase(POSTGRES);
const mysql = synthDatabase(MYSQL);
const replica = synthDatabase(POSTGRES, { role: REPLICA });

const readers = (stack: StackJson, name = "main"): readonly Block[] =>
  resources(stack, "aws_route53_record").filter((record) => record.name === `${name}.reader.db.us-east-1.dev.internal`);
const healthCheck = (stack: StackJson, path: string) => referenceTo(stack, "aws_route53_health_check", path, "id");
const addressOf = (path: string, stack = json) => referenceTo(stack, "aws_db_instance", path, "address");

test.each([
  ["primary", json],
  ["replica", replica],
])("the instance name resolves to the region's lead instance in the %s role, and the region has no writer DNS name", (_, stack) => {
  expect(resource(stack, "aws_route53_record", "Names/Instance")).toMatchObject({
    zone_id: "Z1",
    name: "main.instance.db.us-east-1.dev.internal",
    type: "CNAME",
    records: [addressOf("Database/Resource", stack)],
  });
  expect(resources(stack, "aws_route53_record").map(({ name }) => name)).not.toContain("main.writer.db.dev.internal");
});

test("resolvers cache every record for at most one minute", () => {
  for (const { ttl } of resources(json, "aws_route53_record")) expect(ttl).toBeLessThanOrEqual(60);
});

test("the reader DNS name is a weighted set over all replicas, and the primary with weight 0", () => {
  expect(readers(json).map((record) => [record.set_identifier, record.weighted_routing_policy, record.records])).toEqual([
    ["replica-1", { weight: 1 }, [addressOf("Replica-1/Resource")]],
    ["replica-2", { weight: 1 }, [addressOf("Replica-2/Resource")]],
    ["head", { weight: 0 }, [addressOf("Database/Resource")]],
  ]);
});

test("each replica has a health check on its own lag, and the fallback record has one that is always healthy", () => {
  expect(readers(json).map((record) => record.health_check_id)).toEqual([
    healthCheck(json, "Check-1/ReplicaLagCheck/Resource"),
    healthCheck(json, "Check-2/ReplicaLagCheck/Resource"),
    healthCheck(json, "Names/AlwaysHealthy"),
  ]);
  expect(resource(json, "aws_route53_health_check", "Names/AlwaysHealthy")).toMatchObject({
    type: "CALCULATED",
    disabled: true,
    child_healthchecks: [healthCheck(json, "Check-1/ReplicaLagCheck/Resource")],
  });
});

test("without replicas the weighted name resolves to the primary, so that the first replica only adds a record", () => {
  const alone = synthDatabase({ ...POSTGRES, readReplicas: 0 });
  const [record, ...others] = readers(alone);
  expect(others).toEqual([]);
  expect(record).toMatchObject({ set_identifier: "head", weighted_routing_policy: { weight: 0 } });
  expect(record).not.toHaveProperty("health_check_id");
  expect(resources(alone, "aws_route53_health_check")).toEqual([]);
  expect(resources(alone, "aws_cloudwatch_metric_alarm")).toEqual([]);
});

test("Route 53 can follow the alarm: one plain metric of this replica, for three minutes", () => {
  const alarm = resource(json, "aws_cloudwatch_metric_alarm", "Check-2/ReplicaLagAlarm/ReplicaLag");
  expect(alarm).toMatchObject({
    alarm_name: "dev-us-east-1-main-replica-2-lag",
    namespace: "AWS/RDS",
    metric_name: "ReplicaLag",
    dimensions: { DBInstanceIdentifier: "dev-main-replica-2" },
    statistic: "Average",
    comparison_operator: "GreaterThanThreshold",
    threshold: 300,
    period: 60,
    evaluation_periods: 3,
    datapoints_to_alarm: 3,
    treat_missing_data: "breaching",
  });
  expect(alarm).not.toHaveProperty("metric_query");
  expect(alarm).not.toHaveProperty("alarm_actions");
});

test("a replica without metrics is unhealthy, and a change of the alarm updates the health check", () => {
  const check = resource(json, "aws_route53_health_check", "Check-1/ReplicaLagCheck/Resource");
  expect(check).toMatchObject({
    type: "CLOUDWATCH_METRIC",
    cloudwatch_alarm_name: referenceTo(json, "aws_cloudwatch_metric_alarm", "Check-1/ReplicaLagAlarm/ReplicaLag", "alarm_name"),
    cloudwatch_alarm_region: "us-east-1",
    insufficient_data_health_status: "Unhealthy",
  });
  expect(JSON.stringify(check.triggers)).toContain("300");
});

test("MySQL reports -1 when replication has stopped, so both alarms must be OK", () => {
  expect(resource(mysql, "aws_cloudwatch_metric_alarm", "Check-1/ReplicationStoppedAlarm/ReplicationStopped")).toMatchObject({
    metric_name: "ReplicaLag",
    comparison_operator: "LessThanThreshold",
    threshold: 0,
  });
  expect(readers(mysql, "reports")[0]?.health_check_id).toBe(healthCheck(mysql, "Check-1/Resource"));
  expect(resource(mysql, "aws_route53_health_check", "Check-1/Resource")).toMatchObject({
    type: "CALCULATED",
    child_health_threshold: 2,
    child_healthchecks: [
      healthCheck(mysql, "Check-1/ReplicaLagCheck/Resource"),
      healthCheck(mysql, "Check-1/ReplicationStoppedCheck/Resource"),
    ],
  });
});

describe("in a region with a cross-region replica", () => {
  test("the lead instance is read like the other replicas, and the writer of any region is the fallback record", () => {
    expect(readers(replica).map((record) => [record.set_identifier, record.weighted_routing_policy, record.records])).toEqual([
      ["replica-1", { weight: 1 }, [addressOf("Replica-1/Resource", replica)]],
      ["head", { weight: 1 }, [addressOf("Database/Resource", replica)]],
      ["writer", { weight: 0 }, ["main.writer.db.dev.internal"]],
    ]);
  });

  test("the lead instance has a health check on its own lag", () => {
    expect(resource(replica, "aws_cloudwatch_metric_alarm", "CheckHead/ReplicaLagAlarm/ReplicaLag")).toMatchObject({
      alarm_name: "dev-us-east-1-main-head-lag",
      dimensions: { DBInstanceIdentifier: "dev-main" },
      threshold: 300,
    });
    expect(readers(replica).map((record) => record.health_check_id)).toEqual([
      healthCheck(replica, "Check-1/ReplicaLagCheck/Resource"),
      healthCheck(replica, "CheckHead/ReplicaLagCheck/Resource"),
      healthCheck(replica, "Names/AlwaysHealthy"),
    ]);
  });

  test("a promotion changes the lead instance's record in place: same address, name and set identifier, different weight and health check", () => {
    const [one, other] = [json, replica].map((stack) => resource(stack, "aws_route53_record", "Names/ReaderHead"));
    expect({ ...one, ...other }).toEqual(other);
    expect(Object.keys(other ?? {}).filter((argument) => JSON.stringify(one?.[argument]) !== JSON.stringify(other?.[argument]))).toEqual([
      "health_check_id",
      "weighted_routing_policy",
    ]);
  });

  test("a fallback record exists even without other replicas", () => {
    const alone = synthDatabase({ ...POSTGRES, readReplicas: 1 }, { role: REPLICA });
    expect(readers(alone).map(({ set_identifier: id, weighted_routing_policy: policy }) => [id, policy])).toEqual([
      ["head", { weight: 1 }],
      ["writer", { weight: 0 }],
    ]);
  });
});

import { type Block, referenceTo, resource, resources, type StackJson } from "../../support/synth";
import { COPY, MYSQL, POSTGRES, synthDatabase } from "./fixtures";

const json = synthDatabase(POSTGRES);
const mysql = synthDatabase(MYSQL);
const copy = synthDatabase(POSTGRES, { role: COPY });

const readers = (stack: StackJson, name = "main"): readonly Block[] =>
  resources(stack, "aws_route53_record").filter((record) => record.name === `${name}.reader.db.us-east-1.dev.internal`);
const healthCheck = (stack: StackJson, path: string) => referenceTo(stack, "aws_route53_health_check", path, "id");
const addressOf = (path: string, stack = json) => referenceTo(stack, "aws_db_instance", path, "address");

test.each([
  ["primary", json],
  ["copy", copy],
])("the instance's name leads to the region's leading instance, as %s too; the writer's name is not the region's", (_, stack) => {
  expect(resource(stack, "aws_route53_record", "Names/Instance")).toMatchObject({
    zone_id: "Z1",
    name: "main.instance.db.us-east-1.dev.internal",
    type: "CNAME",
    records: [addressOf("Database/Resource", stack)],
  });
  expect(resources(stack, "aws_route53_record").map(({ name }) => name)).not.toContain("main.writer.db.dev.internal");
});

test("no name is remembered longer than a minute", () => {
  for (const { ttl } of resources(json, "aws_route53_record")) expect(ttl).toBeLessThanOrEqual(60);
});

test("the reader's name is a weighted set over all replicas, and the primary with weight 0", () => {
  expect(readers(json).map((record) => [record.set_identifier, record.weighted_routing_policy, record.records])).toEqual([
    ["replica-1", { weight: 1 }, [addressOf("Replica-1/Resource")]],
    ["replica-2", { weight: 1 }, [addressOf("Replica-2/Resource")]],
    ["head", { weight: 0 }, [addressOf("Database/Resource")]],
  ]);
});

test("each replica has a health check on its own lag, and the last resort one that is always healthy: weight 0 is documented for such groups only", () => {
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

test("without replicas the same weighted name leads to the primary, so that the first replica only adds a record", () => {
  const alone = synthDatabase({ ...POSTGRES, readReplicas: 0 });
  const [record, ...others] = readers(alone);
  expect(others).toEqual([]);
  expect(record).toMatchObject({ set_identifier: "head", weighted_routing_policy: { weight: 0 } });
  expect(record).not.toHaveProperty("health_check_id");
  expect(resources(alone, "aws_route53_health_check")).toEqual([]);
  expect(resources(alone, "aws_cloudwatch_metric_alarm")).toEqual([]);
});

test("the alarm is what Route 53 can follow: one plain metric of this replica, three whole minutes", () => {
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

test("a replica of which nothing is known is not read from, and the check follows a change of the alarm", () => {
  const check = resource(json, "aws_route53_health_check", "Check-1/ReplicaLagCheck/Resource");
  expect(check).toMatchObject({
    type: "CLOUDWATCH_METRIC",
    cloudwatch_alarm_name: referenceTo(json, "aws_cloudwatch_metric_alarm", "Check-1/ReplicaLagAlarm/ReplicaLag", "alarm_name"),
    cloudwatch_alarm_region: "us-east-1",
    insufficient_data_health_status: "Unhealthy",
  });
  expect(JSON.stringify(check.triggers)).toContain("300");
});

test("MySQL says -1 when replication has stopped: both alarms must be well", () => {
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

describe("in a region with a copy", () => {
  test("the leading instance is read like the other replicas, and the writer, wherever it is, is the last resort", () => {
    expect(readers(copy).map((record) => [record.set_identifier, record.weighted_routing_policy, record.records])).toEqual([
      ["replica-1", { weight: 1 }, [addressOf("Replica-1/Resource", copy)]],
      ["head", { weight: 1 }, [addressOf("Database/Resource", copy)]],
      ["writer", { weight: 0 }, ["main.writer.db.dev.internal"]],
    ]);
  });

  test("its own lag decides on it", () => {
    expect(resource(copy, "aws_cloudwatch_metric_alarm", "CheckHead/ReplicaLagAlarm/ReplicaLag")).toMatchObject({
      alarm_name: "dev-us-east-1-main-head-lag",
      dimensions: { DBInstanceIdentifier: "dev-main" },
      threshold: 300,
    });
    expect(readers(copy).map((record) => record.health_check_id)).toEqual([
      healthCheck(copy, "Check-1/ReplicaLagCheck/Resource"),
      healthCheck(copy, "CheckHead/ReplicaLagCheck/Resource"),
      healthCheck(copy, "Names/AlwaysHealthy"),
    ]);
  });

  test("a promotion changes the leading instance's record in place: same address, name and set identifier, another weight and check", () => {
    const [one, other] = [json, copy].map((stack) => resource(stack, "aws_route53_record", "Names/ReaderHead"));
    expect({ ...one, ...other }).toEqual(other);
    expect(Object.keys(other ?? {}).filter((argument) => JSON.stringify(one?.[argument]) !== JSON.stringify(other?.[argument]))).toEqual([
      "health_check_id",
      "weighted_routing_policy",
    ]);
  });

  test("without other replicas there is still a last resort", () => {
    const alone = synthDatabase({ ...POSTGRES, readReplicas: 1 }, { role: COPY });
    expect(readers(alone).map(({ set_identifier: id, weighted_routing_policy: policy }) => [id, policy])).toEqual([
      ["head", { weight: 1 }],
      ["writer", { weight: 0 }],
    ]);
  });
});

import { resolve } from "../../config/resolve";
import { synthesizePlatform } from "../support/platform";

/** The longest names that `config/` accepts: physical names that are built from them must not exceed the limits of AWS. */
const LONGEST = "x".repeat(20);
const REGION = "ap-southeast-2";

const environment = (cache: string) => ({
  name: "e".repeat(12),
  stage: "single-region",
  domainName: "example.com",
  regions: { [REGION]: {} },
  services: {
    [`${LONGEST.slice(0, 19)}a`]: { image: `${LONGEST}:1`, port: 8080, routes: ["/a/*"], uses: ["queue", cache] },
    [`${LONGEST.slice(0, 19)}b`]: {
      image: `${LONGEST}:1`,
      port: 8080,
      listener: { protocol: "tcp", port: 7000 },
      uses: [`${LONGEST.slice(0, 19)}d`],
    },
  },
  workers: { [`${LONGEST.slice(0, 19)}w`]: { image: `${LONGEST}:1`, consumes: `${LONGEST.slice(0, 19)}q`, scale: { min: 0, max: 2 } } },
  databases: { [`${LONGEST.slice(0, 19)}d`]: { engine: "postgres", readReplicas: 2 } },
  caches: { [cache]: { engine: "redis" } },
  queues: { [`${LONGEST.slice(0, 19)}q`]: { type: "fifo" }, queue: {} },
  secrets: { [`${LONGEST.slice(0, 19)}s`]: {} },
  site: {},
});

/** Longest value by resource type and argument. Sources: the API reference of each service. */
const LIMITS: readonly (readonly [type: string, argument: string, limit: number])[] = [
  ["aws_lb", "name", 32],
  ["aws_lb_target_group", "name_prefix", 6],
  ["aws_iam_role", "name", 64],
  ["aws_iam_role_policy", "name", 128],
  ["aws_sqs_queue", "name", 80],
  ["aws_db_instance", "identifier", 63],
  ["aws_db_subnet_group", "name", 255],
  ["aws_elasticache_replication_group", "replication_group_id", 40],
  ["aws_elasticache_user", "user_id", 40],
  ["aws_elasticache_user_group", "user_group_id", 40],
  ["aws_s3_bucket", "bucket_prefix", 37],
  ["aws_ecr_repository", "name", 256],
  ["aws_ecs_service", "name", 255],
  ["aws_ecs_task_definition", "family", 255],
  ["aws_cloudwatch_metric_alarm", "alarm_name", 255],
  ["aws_cloudwatch_log_group", "name", 512],
  ["aws_cloudfront_function", "name", 64],
  ["aws_cloudfront_cache_policy", "name", 128],
  ["aws_cloudfront_origin_access_control", "name", 64],
  ["aws_wafv2_web_acl", "name", 128],
  ["aws_kms_alias", "name", 256],
  ["aws_security_group", "name_prefix", 255 - 26],
];

const built = (() => {
  // 40 − the environment − the region − two hyphens.
  const stacks = synthesizePlatform(environment("y".repeat(40 - 12 - REGION.length - 2)));
  return [...stacks.values()].flatMap((stack) =>
    Object.entries(stack.resource ?? {}).flatMap(([type, blocks]) => Object.values(blocks).map((block) => ({ type, block }))),
  );
})();

test.each(LIMITS)("no %s has a %s longer than %i characters", (type, argument, limit) => {
  const values = built
    .filter((each) => each.type === type)
    .map(({ block }) => block[argument])
    .filter((value) => typeof value === "string");
  expect(values.length).toBeGreaterThan(0);
  expect(values.filter((value) => value.length > limit)).toEqual([]);
});

test("a name that is one character longer is an error of the environment, not of the synthesis", () => {
  const resolution = resolve(environment("y".repeat(40 - 12 - REGION.length - 1)));
  expect(resolution).toMatchObject({ ok: false, errors: [{ rule: "name.too-long" }] });
});

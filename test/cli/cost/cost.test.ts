import { CACHE_NODES } from "../../../aws/cache-nodes";
import { cacheNodePrice, databaseInstancePrice } from "../../../aws/prices/instances";
import { monthlyUsd, SOURCES } from "../../../aws/prices/price";
import { REGION_FACTORS } from "../../../aws/prices/regions";
import { PRICES } from "../../../aws/prices/table";
import { REGION_NAMES } from "../../../aws/regions";
import { floorOf, PRICERS } from "../../../cli/cost/floor";
import { costDocument, costReport } from "../../../cli/cost/report";
import { BY_USE, FREE } from "../../../cli/cost/without-price";
import type { Block } from "../../../cli/synthesis/resources";
import { everyEnvironment } from "../../fixtures/environments/every";
import { documentsOf, type Stacks } from "../../support/documents";
import { synthesizeMissing, synthesizePlatform } from "../../support/platform";

const NOW = "2026-11";

/** The monthly price of resources of one stack, in cents. */
function cents(types: Stacks[string], region = "us-east-1"): number {
  const { rows } = floorOf(documentsOf({ "shop-us-east-1-service": types }, [{ region }]));
  return Math.round(rows.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0) * 100);
}

const task = (cpu: number, memory: number, architecture = "ARM64"): Block => ({
  cpu: `${cpu}`,
  memory: `${memory}`,
  runtime_platform: { cpu_architecture: architecture },
});

/** A service of 4 tasks with 1 vCPU and 2 GB each. */
function service(strategies: readonly Block[], architecture?: string): Stacks[string] {
  return {
    aws_ecs_task_definition: { Task: task(1024, 2048, architecture) },
    aws_ecs_service: {
      Api: { desired_count: 9, task_definition: "${aws_ecs_task_definition.Task.arn}", capacity_provider_strategy: strategies },
    },
    aws_appautoscaling_target: { Range: { resource_id: "service/shop/${aws_ecs_service.Api.name}", min_capacity: 4, max_capacity: 20 } },
  };
}

const ON_DEMAND = [{ capacity_provider: "FARGATE", base: 2, weight: 1 }];

describe("types of resources", () => {
  const types = new Set<string>();
  beforeAll(() => {
    const environments = Object.values(everyEnvironment);
    synthesizeMissing(environments);
    for (const environment of environments)
      for (const { resource = {} } of synthesizePlatform(environment).values()) Object.keys(resource).forEach((type) => types.add(type));
  });

  test("of every synthesized stack have a price, are paid by use, or are free", () => {
    expect([...types].filter((type) => !(type in PRICERS) && !(type in BY_USE) && !FREE.includes(type))).toEqual([]);
  });

  test("are in one of the tables only, and no table has a type that Terrace does not create", () => {
    const tables = [...Object.keys(PRICERS), ...Object.keys(BY_USE), ...FREE];
    expect(tables.filter((type, index) => tables.indexOf(type) !== index)).toEqual([]);
    expect(tables.filter((type) => !types.has(type))).toEqual([]);
  });

  test("with an unknown price are listed, not counted as 0", () => {
    const { rows, notPriced } = floorOf(
      documentsOf({
        "shop-us-east-1-data": {
          aws_quantum_cache: { New: {} },
          aws_elasticache_replication_group: { Old: { node_type: "cache.x9.large" } },
        },
      }),
    );
    expect(rows).toEqual([]);
    expect([...notPriced]).toEqual([
      ["aws_quantum_cache", 1],
      ["cache.x9.large", 1],
    ]);
  });
});

describe("tasks", () => {
  test("are counted at the minimum of the scaling range, by processor", () => {
    expect(cents(service(ON_DEMAND))).toBe(Math.round(4 * (0.03238 + 2 * 0.00356) * 73_000));
    expect(cents(service(ON_DEMAND, "X86_64"))).toBe(Math.round(4 * (0.04048 + 2 * 0.004445) * 73_000));
  });

  test("on Spot cost less; the base stays on demand", () => {
    const mixed = [
      { capacity_provider: "FARGATE", base: 1, weight: 1 },
      { capacity_provider: "FARGATE_SPOT", base: 0, weight: 2 },
    ];
    expect(cents(service(mixed))).toBe(Math.round((2 + 2 * 0.35) * (0.03238 + 2 * 0.00356) * 73_000));
  });

  test("cost nothing with a minimum of 0", () => {
    const stopped = service(ON_DEMAND);
    expect(
      cents({
        ...stopped,
        aws_appautoscaling_target: { Range: { resource_id: "service/shop/${aws_ecs_service.Api.name}", min_capacity: 0 } },
      }),
    ).toBe(0);
  });
});

describe("databases", () => {
  const primary = { instance_class: "db.t4g.small", allocated_storage: 100, multi_az: true };

  test("cost twice with a second zone, with their storage", () => {
    expect(cents({ aws_db_instance: { Main: primary } })).toBe(Math.round((2 * 0.032 * 730 + 200 * 0.115) * 100));
  });

  test("that replicate another replica, in another stack, have its storage", () => {
    const remote = (stack: string, name: string) =>
      `\${data.terraform_remote_state.cross-stack-reference-input-${stack}.outputs.cross-stack-output-aws_db_instance${name}arn}`;
    const { rows, notPriced } = floorOf(
      documentsOf({
        "shop-us-east-1-database-main": { aws_db_instance: { Main: primary } },
        "shop-eu-west-1-database-main": {
          aws_db_instance: {
            Lead: { instance_class: "db.t4g.small", replicate_source_db: remote("shop-us-east-1-database-main", "Main") },
            Replica: { instance_class: "db.t4g.small", replicate_source_db: "${aws_db_instance.Lead.identifier}" },
          },
        },
      }),
    );
    expect([...notPriced]).toEqual([]);
    expect(rows.filter(({ what }) => what === "storage").map(({ quantity }) => quantity)).toEqual([200, 100, 100]);
    expect(new Set(rows.map(({ owner }) => owner))).toEqual(new Set(["database-main"]));
  });
});

describe("alarms", () => {
  const query = (id: string) => ({ id, metric: { metric_name: id, period: 60 } });

  test("cost for each metric that they read, and composites once", () => {
    expect(
      cents({
        aws_cloudwatch_metric_alarm: {
          One: { metric_name: "Errors", period: 60 },
          Three: { metric_query: [{ id: "e", expression: "a + b + c" }, query("a"), query("b"), query("c")] },
          Fast: { metric_name: "Errors", period: 10 },
        },
        aws_cloudwatch_composite_alarm: { Page: {} },
      }),
    ).toBe(10 + 30 + 30 + 50);
  });
});

describe("regions", () => {
  test("of Terrace have a factor, except Taipei", () => {
    expect(REGION_NAMES.filter((region) => REGION_FACTORS[region] === undefined)).toEqual(["ap-east-2"]);
  });

  test("change regional prices only", () => {
    const resources = { aws_nat_gateway: { Nat: {} }, aws_kms_key: { Key: {} } };
    expect(cents(resources, "sa-east-1")).toBe(Math.round((0.045 * 730 * 1.59 + 1) * 100));
  });

  test("without a factor are named", () => {
    const { unknownRegions } = floorOf(
      documentsOf({ "shop-us-east-1-network": { aws_nat_gateway: { Nat: {} } } }, [{ region: "ap-east-2" }]),
    );
    expect(unknownRegions).toEqual(["ap-east-2"]);
  });
});

describe("prices", () => {
  test("have an amount, a month and a source", () => {
    for (const price of Object.values(PRICES)) {
      expect(monthlyUsd(price)).toBeGreaterThan(0);
      expect(price.asOf).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
      expect(SOURCES[price.source]).not.toBe("");
    }
  });

  test("of instances grow with their size", () => {
    expect(databaseInstancePrice("db.r6g.2xlarge")?.usd).toBeCloseTo(4 * (databaseInstancePrice("db.r6g.large")?.usd ?? 0));
    expect(databaseInstancePrice("db.z1.large")).toBeUndefined();
    expect(CACHE_NODES.filter(({ name }) => cacheNodePrice(name, "valkey") === undefined)).toEqual([]);
  });
});

describe("the report", () => {
  const floor = floorOf(
    documentsOf({
      "shop-us-east-1-network": { aws_nat_gateway: { Nat: {} } },
      "shop-us-east-1-service": { aws_lb: { LoadBalancer: { subnets: ["a", "b"] } }, aws_sqs_queue: { "Queue-jobs": {} } },
      "shop-us-east-1-data": { aws_elasticache_replication_group: { "Cache-sessions": { node_type: "cache.x9.large" } } },
    }),
  );

  test("lists the total by layer, region, owner and resource, and its gaps", () => {
    expect(costReport("shop", floor, NOW)).toMatchInlineSnapshot(`
     "shop costs 56.58 USD a month when idle: every service at the minimum of its scaling range, without traffic.

     By layer
       network  32.85
       service  23.73

     By region
       us-east-1  56.58

     By service and data store
       shared  56.58

     By resource
       nat_gateway  32.85
       lb           23.73

     Not priced, and not in the total
       cache.x9.large

     Paid by use, and not in the total
       sqs_queue: messages

     Prices are on-demand prices of us-east-1, times a factor of the region, without taxes, discounts and free tiers."
    `);
  });

  test("starts with the age of prices that are older than half a year", () => {
    expect(costReport("shop", floor, "2027-02").split("\n")[0]).toBe("Prices are up to 9 months old: the oldest is of 2026-05.");
  });

  test("has the same total as JSON", () => {
    expect(costDocument("shop", floor)).toMatchObject({
      environment: "shop",
      currency: "USD",
      total: 56.58,
      notPriced: { "cache.x9.large": 1 },
    });
  });
});

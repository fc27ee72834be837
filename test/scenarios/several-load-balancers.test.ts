import { usagesOf } from "../../cli/limits/usage";
import { placeEnvironment } from "../../config/placement";
import { placed } from "../fixtures/environments/placed";
import { documentsOf } from "../support/documents";
import { synthesizePlatform } from "../support/platform";
import type { Block, StackJson } from "../support/synth";

const stacks = synthesizePlatform(placed);
const stack = (name: string): StackJson => {
  const found = stacks.get(`placed-${name}`);
  if (!found) throw new Error(`no stack ${name}: ${[...stacks.keys()].join(", ")}`);
  return found;
};
const service = stack("us-east-1-service");
const group = stack("us-east-1-service-media");
const watch = stack("us-east-1-watch");
const edge = stack("edge");

const blocks = (from: StackJson, type: string): readonly (readonly [string, Block])[] => Object.entries(from.resource?.[type] ?? {});
/** The only block whose address starts with a text. */
function block(from: StackJson, type: string, start: string): Block {
  const [found, ...others] = blocks(from, type).filter(([address]) => address.replace(/_[0-9A-F]{8}$/, "") === start);
  if (!found || others.length > 0)
    throw new Error(
      `${type} ${start}: ${blocks(from, type)
        .map(([address]) => address)
        .join(", ")}`,
    );
  return found[1];
}
const names = (type: string, field: string) =>
  blocks(service, type)
    .map(([, each]) => String(each[field]))
    .sort();

describe("the service stack", () => {
  test("has two load balancers of each kind, and the first ones keep their names", () => {
    expect(names("aws_lb", "name")).toEqual(["placed-alb", "placed-alb-2", "placed-nlb", "placed-nlb-2"]);
    expect(names("aws_s3_bucket", "bucket_prefix").map((name) => name.replace(/^.*us-east-1-/, ""))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^alb-logs/),
        expect.stringMatching(/^alb-2-logs/),
        expect.stringMatching(/^nlb-2-logs/),
      ]),
    );
  });

  test("gives a load balancer as many security groups as its services need", () => {
    const groups = (address: string) => (block(service, "aws_lb", address).security_groups as readonly string[]).length;
    // Two groups of each ALB admit CloudFront.
    expect([groups("LoadBalancer"), groups("LoadBalancer-2")]).toEqual([4, 3]);
    expect([groups("NetworkLoadBalancer"), groups("NetworkLoadBalancer-2")]).toEqual([1, 2]);
  });

  test.each([
    ["api", "LoadBalancer_SecurityGroup"],
    ["users", "LoadBalancer_SecurityGroup-2"],
    ["admin", "LoadBalancer-2_SecurityGroup"],
    ["ingest", "NetworkLoadBalancer_SecurityGroup"],
    ["telemetry", "NetworkLoadBalancer-2_SecurityGroup-2"],
  ])("lets %s in from the group %s", (name, expected) => {
    const rules = blocks(service, "aws_vpc_security_group_egress_rule").filter(
      ([address]) => address.startsWith(`Service-${name}_`) && /LoadBalancer-\w+-\d+Egress/.test(address),
    );
    expect(rules.length).toBeGreaterThan(0);
    for (const [, rule] of rules) expect(rule.security_group_id).toMatch(new RegExp(`aws_security_group\\.${expected}_[0-9A-F]{8}\\.id`));
  });

  test("puts each rule on the listener of its load balancer, with the recorded priority", () => {
    const admin = block(service, "aws_lb_listener_rule", "Target-admin_Rule");
    expect(admin).toMatchObject({ priority: 10, listener_arn: expect.stringContaining("LoadBalancer-2_Https") as string });
    expect(block(service, "aws_lb_listener_rule", "Target-api_Rule").listener_arn).toContain("LoadBalancer_Https");
    const photos = [
      block(group, "aws_lb_listener_rule", "Target-photos_Rule"),
      block(group, "aws_lb_listener_rule", "Target-photos_Rule-2"),
    ];
    expect(photos.map(({ priority }) => priority)).toEqual([100, 101]);
    for (const { listener_arn: arn } of photos) expect(arn).toContain("LoadBalancer-2_Https");
  });

  test("has an origin alarm for each ALB, on a service that is behind it", () => {
    expect(names("aws_cloudwatch_metric_alarm", "alarm_name")).toEqual(
      expect.arrayContaining(["placed-us-east-1-origin", "placed-us-east-1-origin-2"]),
    );
    const [first, second] = ["OriginAlarms_Origin", "OriginAlarms_Origin-2"].map((address) =>
      block(service, "aws_cloudwatch_metric_alarm", address),
    );
    expect(JSON.stringify(first?.dimensions)).toMatch(/aws_lb\.LoadBalancer_/);
    expect(JSON.stringify(second?.dimensions)).toMatch(/aws_lb\.LoadBalancer-2_/);
  });
});

describe("the edge stack", () => {
  test("has a DNS name for each ALB, and the DNS names of network services lead to their NLB", () => {
    const records = blocks(edge, "aws_route53_record").flatMap(([, { name, alias }]) => {
      const target = JSON.stringify(alias);
      return typeof name === "string" && target.includes("LoadBalancer") ? [[name, target] as const] : [];
    });
    const byName = new Map(records);
    expect([...byName.keys()].sort()).toEqual([
      "ingest.example.com",
      "origin-2.example.com",
      "origin.example.com",
      "telemetry.example.com",
    ]);
    expect(byName.get("origin.example.com")).toContain("aws_lbLoadBalancer_");
    expect(byName.get("origin-2.example.com")).toContain("aws_lbLoadBalancer-2_");
    expect(byName.get("telemetry.example.com")).toContain("aws_lbNetworkLoadBalancer-2_");
  });

  test("has all load balancers as origins of both distributions, and the function on the behaviors of services only", () => {
    const distributions = blocks(edge, "aws_cloudfront_distribution").map(([, each]) => each);
    expect(distributions).toHaveLength(2);
    for (const { origin, default_cache_behavior: own, ordered_cache_behavior: ordered = [] } of distributions) {
      const origins = (origin as readonly Block[]).filter(({ origin_id: id }) => String(id).startsWith("api"));
      expect(origins.map(({ origin_id: id, domain_name: domain }) => [id, domain])).toEqual([
        ["api", "origin.example.com"],
        ["api-2", "origin-2.example.com"],
      ]);
      for (const behavior of [own, ...(ordered as readonly Block[])] as readonly Block[]) {
        const selects = JSON.stringify(behavior.function_association).includes("Origins_Function");
        expect(selects).toBe(String(behavior.target_origin_id).startsWith("api"));
      }
    }
    expect(String(block(edge, "aws_cloudfront_function", "Cdn_Origins_Function").code)).toContain('["api-2",["admin.example.com"],["/*"]]');
  });

  test("drops the behavior of a path that another path of the services covers", () => {
    const [main] = blocks(edge, "aws_cloudfront_distribution").filter(([, each]) => each.ordered_cache_behavior !== undefined);
    const patterns = (main?.[1].ordered_cache_behavior as readonly Block[]).map(({ path_pattern: each }) => each);
    expect(patterns).toEqual(["/api/*", "/photos", "/photos/*", "/thumbs/*", "/users/*"]);
  });
});

test("the watch stack has alarms, log tables and queries of each load balancer", () => {
  const alarms = blocks(watch, "aws_cloudwatch_metric_alarm").map(([, each]) => String(each.alarm_name));
  for (const name of ["alb-public", "alb-public-2", "nlb-public", "nlb-public-2"])
    expect(alarms).toContain(`placed-us-east-1-${name}-${name.startsWith("alb") ? "unanswered" : "rejected"}`);
  const tables = blocks(watch, "aws_glue_catalog_table").map(([, each]) => String(each.name));
  // The second NLB terminates no TLS, so it writes no log.
  expect(tables.sort()).toEqual(["alb_requests", "alb_requests_2", "nlb_connections"]);
  const queries = blocks(watch, "aws_athena_named_query").filter(([address]) => address.includes("Query-alb-2-"));
  expect(queries.length).toBeGreaterThan(3);
  for (const [, { query }] of queries) expect(query).toContain("FROM alb_requests_2\n");
});

test("more services than one load balancer takes fit into the quotas of AWS once they are placed", () => {
  const many = (count: number, make: (index: number) => object) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => make(index)).map((each, index) => [`${"routes" in each ? "h" : "n"}${index}`, each]),
    );
  const environment = {
    name: "large",
    stage: "single-region",
    domainName: "example.com",
    regions: { "us-east-1": {} },
    services: {
      ...many(101, (index) => ({ image: "h:1", port: 8080, routes: [`/h${index}/*`], scale: { max: 4 } })),
      ...many(51, (index) => ({
        image: "n:1",
        port: 9000,
        listener: { protocol: "udp", port: 9000 + index, healthPort: 8081 },
        scale: { max: 4 },
      })),
    },
  };
  const synthesized = synthesizePlatform({ ...environment, placement: placeEnvironment(environment) });
  const documents = documentsOf(Object.fromEntries([...synthesized].map(([name, { resource }]) => [name, resource ?? {}])));
  const own = /^(elasticloadbalancing\.|vpc\.(ingress-rules|egress-rules|groups-of-interface)|cloudfront\.)/;
  const usages = usagesOf(documents).filter(({ limit }) => own.test(limit));
  expect(usages.filter(({ used, allowed }) => used > allowed)).toEqual([]);
  expect(usages.find(({ limit }) => limit === "elasticloadbalancing.nlb-listeners")?.used).toBe(50);
  expect(usages.find(({ limit }) => limit === "elasticloadbalancing.alb-rules")?.used).toBe(100);
}, 300_000);

import { EdgeStack } from "../../stacks/edge-stack";
import { FoundationStack } from "../../stacks/foundation-stack";
import { type Block, type StackJson, pathOf, referenceTo, resource, resources, synthesize } from "../support/synth";
import { type SynthesizedEdge, synthesizeEdge } from "./edge-platform";
import { EVERY_REGION, regionalProviders } from "./regional-providers";
import { platformOf } from "./two-regions";

const changed = (changes: Parameters<typeof platformOf>[0]) => synthesizeEdge(platformOf(changes));
const edge = (changes: Parameters<typeof platformOf>[0] = {}) => changed(changes).edge;
const BOTH = synthesizeEdge(platformOf());
const EDGE = BOTH.edge;

const alarmOf = ({ watches }: SynthesizedEdge, name: string, region: string) =>
  watches.find((watch) => watch.name === name)?.alarms.find(({ id }) => id === region);
const alarmsOf = ({ watches }: SynthesizedEdge) => watches.flatMap(({ name, alarms }) => alarms.map(({ id }) => `${name} ${id}`));

const list = (block: Block, argument: string) => (block[argument] ?? []) as readonly Block[];
const records = (json: StackJson) =>
  resources(json, "aws_route53_record")
    .map(({ name, type, set_identifier }) => [name, type, ...(set_identifier === undefined ? [] : [set_identifier])].join(" "))
    .sort();

test("is in us-east-1, except for the policies of the site's buckets", () => {
  expect(EDGE.provider?.aws?.[0]).toMatchObject({ region: "us-east-1" });
  const elsewhere = Object.values(EDGE.resource ?? {}).flatMap((blocks) => Object.values(blocks).filter((block) => "provider" in block));
  expect(elsewhere.map((block) => [pathOf(block), block.provider]).sort()).toEqual([
    ["eu-central-1/SiteCopyPolicy/Resource", "aws.eu-central-1"],
    ["eu-west-1/SitePolicy/Resource", "aws.eu-west-1"],
  ]);
});

test("keeps the provider of a removed region, which deletes the remaining resources", () => {
  for (const json of [EDGE, edge({ site: undefined })]) expect(regionalProviders(json)).toEqual(EVERY_REGION);
});

test("creates every public DNS name in every region that serves it", () => {
  expect(records(EDGE)).toEqual([
    "admin.example.com A",
    "admin.example.com AAAA",
    "example.com A",
    "example.com AAAA",
    "ingest.example.com A ap-southeast-2",
    "ingest.example.com A eu-west-1",
    "origin.example.com A ap-southeast-2",
    "origin.example.com A eu-west-1",
    "www.example.com A",
    "www.example.com AAAA",
  ]);
});

test("records depend only on their targets, so that their waits do not add up", () => {
  for (const record of resources(EDGE, "aws_route53_record")) expect(record).not.toHaveProperty("depends_on");
});

test.each([
  ["Origin", "origin", "alb", "ZALB"],
  ["Service-ingest", "ingest-down", "nlb", "ZNLB"],
])(
  "%s has its own health alarm in each region, and its alias does not evaluate the load balancer's health",
  (path, role, balancer, zone) => {
    for (const region of ["eu-west-1", "ap-southeast-2"]) {
      expect(resource(EDGE, "aws_route53_record", `${path}/Records/${region}`)).toMatchObject({
        alias: { name: `${balancer}.${region}.example`, zone_id: `${zone}${region}`, evaluate_target_health: false },
        health_check_id: referenceTo(EDGE, "aws_route53_health_check", `${path}/HealthCheck-${region}/Resource`, "id"),
      });
      expect(resource(EDGE, "aws_route53_health_check", `${path}/HealthCheck-${region}/Observed/Resource`)).toMatchObject({
        cloudwatch_alarm_name: `test-${region}-${role}`,
        cloudwatch_alarm_region: region,
      });
      expect(alarmOf(BOTH, role === "origin" ? "origin" : "ingest", region)?.metric).toMatchObject({
        dimensions: {
          HealthCheckId: referenceTo(EDGE, "aws_route53_health_check", `${path}/HealthCheck-${region}/Observed/Resource`, "id"),
        },
      });
    }
  },
);

test("a service that scales to zero leaves DNS without an alarm", () => {
  const ingest = { image: "a:1", port: 9000, listener: { protocol: "tcp", port: 9000 }, scale: { min: 0, max: 2 } } as const;
  const { edge: json, ...rest } = changed({
    services: { ingest, api: { image: "a:1", port: 8080, routes: ["/api/*"], scale: { min: 0, max: 2 } } },
  });
  expect(resources(json, "aws_route53_record").filter(({ set_identifier }) => set_identifier !== undefined)).toHaveLength(4);
  for (const record of resources(json, "aws_route53_record").filter(({ set_identifier }) => set_identifier !== undefined))
    expect(record.health_check_id).toBeDefined();
  expect(alarmsOf({ edge: json, ...rest })).toEqual([]);
});

test("rejects a network service without an origin alarm", () => {
  const platform = platformOf();
  const ends = { dnsName: "nlb", hostedZoneId: "ZNLB" };
  expect(() =>
    synthesize((app) => {
      const foundation = new FoundationStack(app, "test-foundation", { platform });
      const networkLoadBalancers = new Map([[1, ends]]);
      const entry = { loadBalancers: new Map(), networkLoadBalancers, originAlarms: new Map(), serviceAlarms: new Map() };
      const services = new Map([["eu-west-1", entry]]);
      new EdgeStack(app, "test-edge", { platform, foundation, services });
    }),
  ).toThrow('unknown alarm "ingest"; valid: none');
});

test("both distributions have the validated certificate and the one web ACL", () => {
  const [validation] = Object.keys(EDGE.resource?.aws_acm_certificate_validation ?? {});
  const [acl] = Object.keys(EDGE.resource?.aws_wafv2_web_acl ?? {});
  expect(resources(EDGE, "aws_cloudfront_distribution")).toHaveLength(2);
  for (const distribution of resources(EDGE, "aws_cloudfront_distribution"))
    expect(distribution).toMatchObject({
      viewer_certificate: { acm_certificate_arn: `\${aws_acm_certificate_validation.${validation ?? ""}.certificate_arn}` },
      web_acl_id: `\${aws_wafv2_web_acl.${acl ?? ""}.arn}`,
    });
});

test("each name is an alias of the distribution that its record points to, and of no other", () => {
  const main = resource(EDGE, "aws_cloudfront_distribution", "Cdn/Main/Resource");
  const hosts = resource(EDGE, "aws_cloudfront_distribution", "Cdn/Hosts/Resource");
  expect([main.aliases, hosts.aliases]).toEqual([["example.com", "www.example.com"], ["admin.example.com"]]);
  for (const [role, names] of [
    ["Main", main.aliases],
    ["Hosts", hosts.aliases],
  ] as const)
    for (const record of resources(EDGE, "aws_route53_record").filter((block) => pathOf(block).startsWith(`Cdn/${role}Records/`))) {
      expect(names).toContain(record.name);
      expect((record.alias as Block).name).toMatch(new RegExp(`aws_cloudfront_distribution\\.Cdn_${role}_`));
    }
});

test("reads the origin token from the foundation as a sensitive value", () => {
  for (const distribution of resources(EDGE, "aws_cloudfront_distribution")) {
    const [api] = list(distribution, "origin").filter(({ origin_id }) => origin_id === "api");
    const [header] = list(api ?? {}, "custom_header");
    expect(header?.name).toBe("X-Origin-Token");
    expect(header?.value).toMatch(/^\$\{sensitive\(data\.terraform_remote_state\.[^)]+OriginToken[^)]+\)\}$/);
    expect(api?.domain_name).toBe("origin.example.com");
  }
});

test("outputs of the foundation for the edge are sensitive", () => {
  const crossing = Object.entries(BOTH.foundation.output ?? {}).filter(([name]) => name.startsWith("cross-stack-output-"));
  expect(crossing.length).toBeGreaterThan(5);
  for (const [, output] of crossing) expect(output.sensitive).toBe(true);
});

test("has outputs with the addresses", () => {
  expect(
    Object.fromEntries(Object.entries(EDGE.output ?? {}).map(([name, { value, description }]) => [name, [value, description]])),
  ).toEqual({
    site_url: ["https://example.com", "The site"],
    api_url: ["https://example.com", "The services, on /api/*"],
    cdn_domain_name: [expect.stringContaining("aws_cloudfront_distribution.Cdn_Main_"), "Domain name of the CloudFront distribution"],
    ingest_address: ["ingest.example.com:9000", 'Endpoint of service "ingest", TCP'],
  });
});

test("without a site, one distribution routes every path of every name to the services", () => {
  const json = edge({ site: undefined });
  const distribution = resource(json, "aws_cloudfront_distribution");
  expect(distribution.aliases).toEqual(["example.com", "www.example.com", "admin.example.com"]);
  expect(distribution.default_cache_behavior).toMatchObject({ target_origin_id: "api" });
  expect(resources(json, "aws_s3_bucket_policy")).toHaveLength(1);
  expect(resources(json, "aws_cloudfront_function")).toEqual([]);
  expect(json.output).not.toHaveProperty("site_url");
  expect(json.output?.api_url?.value).toBe("https://example.com");
});

test("a site without services needs no origin", () => {
  const json = edge({ services: {} });
  expect(records(json)).toEqual(["example.com A", "example.com AAAA", "www.example.com A", "www.example.com AAAA"]);
  expect(resources(json, "aws_route53_health_check")).toEqual([]);
  expect(json.output).not.toHaveProperty("api_url");
});

test("network services without HTTP services need no CDN", () => {
  const json = edge({
    site: undefined,
    services: { ingest: { image: "a:1", port: 9000, listener: { protocol: "udp", port: 9000, healthPort: 9001 } } },
  });
  expect(resources(json, "aws_cloudfront_distribution")).toEqual([]);
  expect(resources(json, "aws_wafv2_web_acl")).toEqual([]);
  expect(records(json)).toEqual(["ingest.example.com A ap-southeast-2", "ingest.example.com A eu-west-1"]);
});

/** Addresses of the resources that differ between two stacks, with both values. */
function differences(before: StackJson, after: StackJson): readonly (readonly [address: string, before?: Block, after?: Block])[] {
  const blocks = (json: StackJson) =>
    new Map(
      Object.entries(json.resource ?? {}).flatMap(([type, named]) => Object.entries(named).map(([id, block]) => [`${type}.${id}`, block])),
    );
  const [old, now] = [blocks(before), blocks(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((address) => JSON.stringify(old.get(address)) !== JSON.stringify(now.get(address)))
    .map((address) => [address, old.get(address), now.get(address)]);
}

const typeAndName = ([address, before, after]: ReturnType<typeof differences>[number]) =>
  `${address.split(".")[0] ?? ""} ${pathOf(before ?? after ?? {})}`;

/** The resources of one region in the edge of `TWO_REGIONS`. */
const partsOf = (region: string) =>
  ["Origin", "Service-ingest"].flatMap((name) => [
    `aws_route53_health_check ${name}/HealthCheck-${region}/Observed/Resource`,
    `aws_route53_health_check ${name}/HealthCheck-${region}/Resource`,
    `aws_route53_record ${name}/Records/${region}`,
  ]);

test("a third region adds a record, two health checks and an alarm for each name, and changes nothing else", () => {
  const three = changed({ regions: { "eu-west-1": { primary: true }, "ap-southeast-2": {}, "us-west-2": {} } });
  const changes = differences(EDGE, three.edge);
  expect(alarmsOf(three).filter((alarm) => !alarmsOf(BOTH).includes(alarm))).toEqual(["origin us-west-2", "ingest us-west-2"]);
  expect(changes.map(typeAndName).sort()).toEqual([...partsOf("us-west-2")].sort());
  for (const [, before] of changes) expect(before).toBeUndefined();
});

test("removing a region deletes only its own resources; the failover bucket stays where it is", () => {
  const left = changed({
    regions: { "eu-west-1": { primary: true }, "ap-southeast-2": { decommissioning: true } },
    site: { failoverRegion: "ap-southeast-2" },
  });
  const changes = differences(edge({ site: { failoverRegion: "ap-southeast-2" } }), left.edge);
  expect(alarmsOf(left)).toEqual(["origin eu-west-1", "ingest eu-west-1"]);
  expect(changes.map(typeAndName).sort()).toEqual([...partsOf("ap-southeast-2")].sort());
  for (const [, , after] of changes) expect(after).toBeUndefined();
});

test("does not depend on the primary region", () => {
  const moved = edge({ regions: { "eu-west-1": {}, "ap-southeast-2": { primary: true } } });
  expect(differences(EDGE, moved)).toEqual([]);
});

test("an evacuation changes two fields of the health checks that records use, and nothing else", () => {
  const changes = differences(EDGE, edge({ evacuated: ["ap-southeast-2"] }));
  expect(changes.map(typeAndName).sort()).toEqual([
    "aws_route53_health_check Origin/HealthCheck-ap-southeast-2/Resource",
    "aws_route53_health_check Service-ingest/HealthCheck-ap-southeast-2/Resource",
  ]);
  for (const [, before, after] of changes) {
    expect(before).toMatchObject({ disabled: false, invert_healthcheck: false });
    expect(after).toEqual({ ...before, disabled: true, invert_healthcheck: true });
  }
});

test("synthesizes equal Terraform for equal platforms", () => {
  expect(synthesizeEdge(platformOf())).toEqual(BOTH);
});

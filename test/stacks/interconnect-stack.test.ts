import type { Platform } from "../../config/model";
import { InterconnectStack } from "../../stacks/interconnect-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { type JoinedFixture, placed, platformIn } from "../constructs/network/joined";
import { type Block, type StackJson, dataSources, pathOf, resource, resources, synthesize } from "../support/synth";

const THREE = ["us-west-2", "eu-west-1", "ap-southeast-2"];

/** The Terraform of the interconnect stack of a platform with separate network stacks. */
function synthesizeInterconnect(platform: Platform): StackJson {
  const stacks = synthesize((app) => {
    const networks = new Map(
      platform.regions.map((region) => [region.name, new NetworkStack(app, `test-${region.name}-network`, { platform, region })]),
    );
    new InterconnectStack(app, "test-network", { platform, networks });
  });
  return stacks.get("test-network")!;
}

const synth = (fixture: JoinedFixture) => synthesizeInterconnect(platformIn(fixture));
const zoneRegions = (json: StackJson) => (resource(json, "aws_route53_zone").vpc as Block[]).map((vpc) => vpc.vpc_region);
const joined = synth({ regions: THREE, databases: { orders: THREE, stock: ["eu-west-1", "us-west-2"] } });

test("creates one private zone for the VPCs of all regions, read from the network stacks", () => {
  expect(resource(joined, "aws_route53_zone")).toMatchObject({
    name: "test.internal",
    vpc: [...THREE].sort().map((region) => ({ vpc_region: region, vpc_id: expect.stringContaining(`test-${region}-network`) })),
  });
  expect(resource(joined, "aws_route53_zone")).not.toHaveProperty("provider");
});

test("reads only the states of network stacks", () => {
  const keys = dataSources(joined, "terraform_remote_state").map(({ config }) => (config as { readonly key: string }).key);
  expect(keys.sort()).toEqual([...THREE].sort().map((region) => `test-${region}-network.tfstate`));
});

test("the writer record points to the primary region of the database", () => {
  const records = resources(joined, "aws_route53_record").map((record) => [record.name, record.records, record.ttl]);
  expect(records).toEqual([
    ["orders.writer.db.test.internal", ["orders.instance.db.us-west-2.test.internal"], 30],
    ["stock.writer.db.test.internal", ["stock.instance.db.eu-west-1.test.internal"], 30],
  ]);
});

test("a promotion changes one record of one field", () => {
  const promoted = synth({
    regions: THREE,
    databases: { orders: ["eu-west-1", "us-west-2", "ap-southeast-2"], stock: ["eu-west-1", "us-west-2"] },
  });
  const moved = resource(joined, "aws_route53_record", "Writer-orders/Resource");
  const expected = JSON.stringify(joined).replace(
    JSON.stringify(moved),
    JSON.stringify({ ...moved, records: ["orders.instance.db.eu-west-1.test.internal"] }),
  );
  expect(JSON.stringify(promoted)).toBe(expected);
});

// `terraform apply -target=aws_route53_record.…` during a region outage requires that the record depends on no regional resource.
test("the writer record depends only on the zone", () => {
  const referred = (block: Block) => new Set(Array.from(JSON.stringify(block).matchAll(/\$\{(?:data\.)?(\w+)\./g), ([, type]) => type));
  for (const record of resources(joined, "aws_route53_record")) expect(referred(record)).toEqual(new Set(["aws_route53_zone"]));
  expect(referred(resource(joined, "aws_route53_zone"))).toEqual(new Set(["terraform_remote_state"]));
});

test("every resource except Route 53's has the provider of its region", () => {
  for (const [type, blocks] of Object.entries(joined.resource ?? {})) {
    for (const block of Object.values(blocks)) {
      if (type.startsWith("aws_route53_")) expect(block).not.toHaveProperty("provider");
      else expect(THREE.map((region) => `aws.${region}`)).toContain(block.provider);
    }
  }
});

test("has providers for removed regions", () => {
  const aliases = (joined.provider?.aws ?? []).map(({ alias }) => alias);
  expect(aliases).toContain("sa-east-1");
});

test.each(["peering", "transit-gateway"] as const)("%s: no table is without a route to a region that it needs", (interRegion) => {
  const json = synth({ regions: THREE, databases: { orders: ["eu-west-1"] }, interRegion });
  const networks = { "us-west-2": ["eu-west-1"], "ap-southeast-2": ["eu-west-1"], "eu-west-1": ["us-west-2", "ap-southeast-2"] };
  const expected = Object.entries(networks).flatMap(([from, others]) =>
    // Two zones: one public table, two private ones, one of the isolated tier.
    others.flatMap((to) => [1, 2, 3, 4].map((table) => `${from}/RoutesTo-${to}/Route${table} in ${from}`)),
  );
  expect(placed(json, "aws_route")).toEqual(expected.sort());
});

describe("regions that are being decommissioned", () => {
  const left = synth({ regions: THREE, decommissioning: ["ap-southeast-2"], databases: { orders: THREE } });

  test("are neither in the zone nor connected", () => {
    expect(zoneRegions(left)).toEqual(["eu-west-1", "us-west-2"]);
    expect(JSON.stringify(left.resource)).not.toContain("ap-southeast-2");
    expect(JSON.stringify(left.data)).not.toContain("ap-southeast-2");
  });

  test("do not change the connections of the other regions", () => {
    for (const type of ["aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter", "aws_route"]) {
      for (const block of resources(left, type)) expect(block).toEqual(resource(joined, type, pathOf(block)));
    }
    expect(resources(left, "aws_vpc_peering_connection")).toHaveLength(1);
  });
});

test.each([
  ["retain", true],
  ["destroy", false],
] as const)(
  "removal policy %s: the zone is protected: %s, though the region that its stack is placed in is being decommissioned",
  (removalPolicy, kept) => {
    const platform = platformIn({ regions: ["eu-west-1", "us-east-1"], decommissioning: ["us-east-1"] });
    expect(resource(synthesizeInterconnect({ ...platform, removalPolicy }), "aws_route53_zone")).toMatchObject({
      force_destroy: !kept,
      lifecycle: { prevent_destroy: kept },
    });
  },
);

test("creates a zone and no connection with one region", () => {
  const json = synth({ regions: ["eu-west-1"], databases: { orders: ["eu-west-1"] } });
  expect(Object.keys(json.resource ?? {}).sort()).toEqual(["aws_route53_record", "aws_route53_zone"]);
  expect(zoneRegions(json)).toEqual(["eu-west-1"]);
});

test("creates a zone and no connection if no resource is used across regions", () => {
  const json = synth({ regions: THREE, databases: { orders: THREE }, unused: ["orders"] });
  expect(Object.keys(json.resource ?? {}).sort()).toEqual(["aws_route53_record", "aws_route53_zone"]);
});

test("rejects a region without a network", () => {
  const platform = platformIn({ regions: ["eu-west-1"] });
  expect(() => synthesize((app) => void new InterconnectStack(app, "test-network", { platform, networks: new Map() }))).toThrow(
    'no entry for "eu-west-1"; there are entries for: nothing',
  );
});

import type { Platform } from "../../config/model";
import { InterconnectStack } from "../../stacks/interconnect-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { type JoinedFixture, placed, platformIn } from "../constructs/network/joined";
import { type Block, type StackJson, dataSources, pathOf, resource, resources, synthesize } from "../support/synth";

const THREE = ["us-west-2", "eu-west-1", "ap-southeast-2"];

/** The Terraform of the stack that joins the networks of a platform, which are stacks of their own. */
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

test("one zone for the VPCs of all regions, each known by its network's stack", () => {
  expect(resource(joined, "aws_route53_zone")).toMatchObject({
    name: "test.internal",
    vpc: [...THREE].sort().map((region) => ({ vpc_region: region, vpc_id: expect.stringContaining(`test-${region}-network`) })),
  });
  expect(resource(joined, "aws_route53_zone")).not.toHaveProperty("provider");
});

test("reads the networks' stacks and no others", () => {
  const keys = dataSources(joined, "terraform_remote_state").map(({ config }) => (config as { readonly key: string }).key);
  expect(keys.sort()).toEqual([...THREE].sort().map((region) => `test-${region}-network.tfstate`));
});

test("writes go to the region that the database says", () => {
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

// `terraform apply -target=aws_route53_record.…` while a region is lost: what it needs is in no region.
test("a writer's name hangs on the zone alone, which hangs on no region's resource", () => {
  const referred = (block: Block) => new Set(Array.from(JSON.stringify(block).matchAll(/\$\{(?:data\.)?(\w+)\./g), ([, type]) => type));
  for (const record of resources(joined, "aws_route53_record")) expect(referred(record)).toEqual(new Set(["aws_route53_zone"]));
  expect(referred(resource(joined, "aws_route53_zone"))).toEqual(new Set(["terraform_remote_state"]));
});

test("every resource but Route 53's has the provider of the region it is in", () => {
  for (const [type, blocks] of Object.entries(joined.resource ?? {})) {
    for (const block of Object.values(blocks)) {
      if (type.startsWith("aws_route53_")) expect(block).not.toHaveProperty("provider");
      else expect(THREE.map((region) => `aws.${region}`)).toContain(block.provider);
    }
  }
});

test("a provider is there for regions that the environment has left", () => {
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

describe("regions that leave", () => {
  const left = synth({ regions: THREE, decommissioning: ["ap-southeast-2"], databases: { orders: THREE } });

  test("are in neither zone nor connection", () => {
    expect(zoneRegions(left)).toEqual(["eu-west-1", "us-west-2"]);
    expect(JSON.stringify(left.resource)).not.toContain("ap-southeast-2");
    expect(JSON.stringify(left.data)).not.toContain("ap-southeast-2");
  });

  test("leave the rest as it is", () => {
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

test("one region: a zone and no connection", () => {
  const json = synth({ regions: ["eu-west-1"], databases: { orders: ["eu-west-1"] } });
  expect(Object.keys(json.resource ?? {}).sort()).toEqual(["aws_route53_record", "aws_route53_zone"]);
  expect(zoneRegions(json)).toEqual(["eu-west-1"]);
});

test("nothing used across regions: a zone and no connection", () => {
  const json = synth({ regions: THREE, databases: { orders: THREE }, unused: ["orders"] });
  expect(Object.keys(json.resource ?? {}).sort()).toEqual(["aws_route53_record", "aws_route53_zone"]);
});

test("a region without a network cannot be joined", () => {
  const platform = platformIn({ regions: ["eu-west-1"] });
  expect(() => synthesize((app) => void new InterconnectStack(app, "test-network", { platform, networks: new Map() }))).toThrow(
    'there is no "eu-west-1" among what is joined: nothing',
  );
});

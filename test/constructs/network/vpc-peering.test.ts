import { regionOf } from "./fixtures";
import { placed, platformIn, regionOfProvider, synthesizeJoined } from "./joined";
import { type StackJson, pathOf, referenceTo, resource, resources } from "../../support/synth";

const PAIR = ["us-east-1", "eu-west-1"];
const TYPES = ["aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter", "aws_vpc_peering_connection_options", "aws_route"];
const two = synthesizeJoined(platformIn({ regions: PAIR, databases: { orders: PAIR } }));
const accepterId = (json: StackJson, path: string) => referenceTo(json, "aws_vpc_peering_connection_accepter", path, "id");

describe("a pair", () => {
  test("is requested in the region whose name sorts first, and never accepted there", () => {
    const connection = resource(two, "aws_vpc_peering_connection");
    expect(connection).toMatchObject({
      vpc_id: "vpc-eu-west-1",
      peer_vpc_id: "vpc-us-east-1",
      peer_region: "us-east-1",
      auto_accept: false,
    });
    expect(regionOfProvider(connection)).toBe("eu-west-1");
  });

  test("has the same requester, independent of the primary region", () => {
    const other = synthesizeJoined(platformIn({ regions: [...PAIR].reverse(), databases: { orders: [...PAIR].reverse() } }));
    expect(placed(other, "aws_vpc_peering_connection")).toEqual(placed(two, "aws_vpc_peering_connection"));
  });

  test("is accepted in the other region", () => {
    const accepter = resource(two, "aws_vpc_peering_connection_accepter");
    expect(accepter).toMatchObject({
      vpc_peering_connection_id: referenceTo(two, "aws_vpc_peering_connection", undefined, "id"),
      auto_accept: true,
    });
    expect(regionOfProvider(accepter)).toBe("us-east-1");
  });

  // https://github.com/hashicorp/terraform-provider-aws/issues/8623
  test.each([
    ["requester", "RequesterOptions", "eu-west-1"],
    ["accepter", "AccepterOptions", "us-east-1"],
  ])("has the %s's options in its own region, after the connection is active", (side, id, region) => {
    const options = resource(two, "aws_vpc_peering_connection_options", id);
    expect(options).toMatchObject({
      vpc_peering_connection_id: accepterId(two, "Accepter"),
      [side]: { allow_remote_vpc_dns_resolution: true },
    });
    expect(Object.keys(options).filter((key) => key === "requester" || key === "accepter")).toEqual([side]);
    expect(regionOfProvider(options)).toBe(region);
  });

  test.each([
    ["eu-west-1", "us-east-1"],
    ["us-east-1", "eu-west-1"],
  ])("has a route in every table of %s to %s, after the connection is active", (from, to) => {
    const routes = resources(two, "aws_route").filter((route) => regionOfProvider(route) === from);
    expect(routes.map((route) => [route.route_table_id, route.destination_cidr_block, route.vpc_peering_connection_id])).toEqual(
      [1, 2, 3].map((table) => [`rtb-${from}-${table}`, regionOf(to, 2).cidr, accepterId(two, "Accepter")]),
    );
  });

  test("is destroyed only after routes have another target", () => {
    for (const type of TYPES.slice(0, 3))
      for (const block of resources(two, type)) expect(block.lifecycle).toEqual({ create_before_destroy: true });
    for (const route of resources(two, "aws_route")) expect(route).not.toHaveProperty("lifecycle");
  });
});

test("three regions have each pair once, each side in its region", () => {
  const regions = ["us-east-1", "eu-west-1", "ap-southeast-2"];
  const json = synthesizeJoined(platformIn({ regions, databases: { orders: regions } }));
  expect(placed(json, "aws_vpc_peering_connection")).toEqual([
    "ap-southeast-2/PeeringTo-eu-west-1/Resource in ap-southeast-2",
    "ap-southeast-2/PeeringTo-us-east-1/Resource in ap-southeast-2",
    "eu-west-1/PeeringTo-us-east-1/Resource in eu-west-1",
  ]);
  expect(placed(json, "aws_vpc_peering_connection_accepter")).toEqual([
    "ap-southeast-2/PeeringTo-eu-west-1/Accepter in eu-west-1",
    "ap-southeast-2/PeeringTo-us-east-1/Accepter in us-east-1",
    "eu-west-1/PeeringTo-us-east-1/Accepter in us-east-1",
  ]);
  expect(resources(json, "aws_vpc_peering_connection_options")).toHaveLength(6);
  expect(resources(json, "aws_route")).toHaveLength(3 * 2 * 3);
});

test("an additional region does not change the resources of the others", () => {
  const three = [...PAIR, "ap-southeast-2"];
  const more = synthesizeJoined(platformIn({ regions: three, databases: { orders: three } }));
  for (const type of TYPES) {
    const paths = resources(more, type).map(pathOf);
    for (const block of resources(two, type))
      expect(resource(more, type, pathOf(block))).toMatchObject({ ...block, "//": expect.anything() });
    expect(paths.length).toBeGreaterThan(resources(two, type).length);
  }
});

test("a region that is being decommissioned has no peering", () => {
  const regions = [...PAIR, "ap-southeast-2"];
  const json = synthesizeJoined(platformIn({ regions, decommissioning: ["ap-southeast-2"], databases: { orders: regions } }));
  for (const type of TYPES) expect(JSON.stringify(resources(json, type))).not.toContain("ap-southeast-2");
  expect(resources(json, "aws_vpc_peering_connection")).toHaveLength(1);
});

test("creates nothing without pairs", () => {
  const json = synthesizeJoined(platformIn({ regions: PAIR }));
  for (const type of TYPES) expect(resources(json, type)).toEqual([]);
});

import { pathOf, referenceTo, resource, resources } from "../../support/synth";
import { regionOf } from "./fixtures";
import { placed, platformIn, regionOfProvider, synthesizeJoined } from "./joined";

const FOUR = ["us-east-1", "us-east-2", "eu-west-1", "ap-southeast-2"];
const platform = platformIn({ regions: FOUR, databases: { orders: FOUR }, interRegion: "transit-gateway" });
const json = synthesizeJoined(platform);
const gateway = (region: string, attribute: string) =>
  referenceTo(json, "aws_ec2_transit_gateway", `${region}/TransitGateway/Resource`, attribute);
const addressOf = (type: string, path: string) => referenceTo(json, type, path, "id").slice(2, -4);

describe("a gateway", () => {
  test("exists in each region, with a unique ASN", () => {
    const gateways = resources(json, "aws_ec2_transit_gateway");
    expect(gateways.map((block) => [regionOfProvider(block), block.amazon_side_asn]).sort()).toEqual([
      ["ap-southeast-2", 64512 + 63],
      ["eu-west-1", 64512 + 30],
      ["us-east-1", 64512 + 10],
      ["us-east-2", 64512 + 11],
    ]);
  });

  test("has the VPC attached in the private subnet of each zone", () => {
    expect(resource(json, "aws_ec2_transit_gateway_vpc_attachment", "eu-west-1/TransitGateway/Attachment")).toMatchObject({
      provider: "aws.eu-west-1",
      transit_gateway_id: gateway("eu-west-1", "id"),
      vpc_id: "vpc-eu-west-1",
      subnet_ids: ["subnet-eu-west-1-1", "subnet-eu-west-1-2"],
    });
  });
});

describe("a link", () => {
  test("connects each hub with all regions: requested in one region, accepted in the other", () => {
    expect(placed(json, "aws_ec2_transit_gateway_peering_attachment")).toEqual([
      "ap-southeast-2/LinkTo-us-east-1/Resource in ap-southeast-2",
      "ap-southeast-2/LinkTo-us-east-2/Resource in ap-southeast-2",
      "eu-west-1/LinkTo-us-east-1/Resource in eu-west-1",
      "eu-west-1/LinkTo-us-east-2/Resource in eu-west-1",
      "us-east-1/LinkTo-us-east-2/Resource in us-east-1",
    ]);
    expect(placed(json, "aws_ec2_transit_gateway_peering_attachment_accepter")).toEqual([
      "ap-southeast-2/LinkTo-us-east-1/Accepter in us-east-1",
      "ap-southeast-2/LinkTo-us-east-2/Accepter in us-east-2",
      "eu-west-1/LinkTo-us-east-1/Accepter in us-east-1",
      "eu-west-1/LinkTo-us-east-2/Accepter in us-east-2",
      "us-east-1/LinkTo-us-east-2/Accepter in us-east-2",
    ]);
  });

  test("references both gateways and the accepter's region", () => {
    expect(resource(json, "aws_ec2_transit_gateway_peering_attachment", "eu-west-1/LinkTo-us-east-1/Resource")).toMatchObject({
      transit_gateway_id: gateway("eu-west-1", "id"),
      peer_transit_gateway_id: gateway("us-east-1", "id"),
      peer_region: "us-east-1",
    });
  });
});

describe("routes of the gateways", () => {
  const target = (region: string, destination: string) =>
    resource(json, "aws_ec2_transit_gateway_route", `${region}/TransitTo-${destination}`);
  const link = (path: string) => referenceTo(json, "aws_ec2_transit_gateway_peering_attachment_accepter", `${path}/Accepter`, "id");

  test("are in the gateway's table and region, over accepted links", () => {
    expect(target("eu-west-1", "us-east-2")).toMatchObject({
      provider: "aws.eu-west-1",
      transit_gateway_route_table_id: gateway("eu-west-1", "association_default_route_table_id"),
      destination_cidr_block: regionOf("us-east-2", 2).cidr,
      transit_gateway_attachment_id: link("eu-west-1/LinkTo-us-east-2"),
    });
  });

  test("between two regions that are not hubs lead through the first hub, in both directions", () => {
    expect(target("eu-west-1", "ap-southeast-2").transit_gateway_attachment_id).toBe(link("eu-west-1/LinkTo-us-east-1"));
    expect(target("us-east-1", "ap-southeast-2").transit_gateway_attachment_id).toBe(link("ap-southeast-2/LinkTo-us-east-1"));
    expect(target("ap-southeast-2", "eu-west-1").transit_gateway_attachment_id).toBe(link("ap-southeast-2/LinkTo-us-east-1"));
    expect(target("us-east-1", "eu-west-1").transit_gateway_attachment_id).toBe(link("eu-west-1/LinkTo-us-east-1"));
  });

  // AWS rejects two static routes for the same range: `RouteAlreadyExists`.
  test("are destroyed before they are recreated", () => {
    for (const route of resources(json, "aws_ec2_transit_gateway_route")) expect(route).not.toHaveProperty("lifecycle");
  });
});

describe("routes of the VPCs", () => {
  test("are in every table of every region, to every other region, through the region's own gateway", () => {
    const routes = resources(json, "aws_route").map((route) => [
      route.route_table_id,
      route.destination_cidr_block,
      route.transit_gateway_id,
    ]);
    const expected = FOUR.flatMap((from) =>
      FOUR.filter((to) => to !== from).flatMap((to) =>
        [1, 2, 3].map((table) => [`rtb-${from}-${table}`, regionOf(to, 2).cidr, gateway(from, "id")]),
      ),
    );
    expect(routes.sort()).toEqual(expected.sort());
  });

  test("depend on all resources on the path", () => {
    const route = resource(json, "aws_route", "eu-west-1/RoutesTo-ap-southeast-2/Route1");
    expect(route.depends_on).toEqual([
      addressOf("aws_ec2_transit_gateway_vpc_attachment", "eu-west-1/TransitGateway/Attachment"),
      addressOf("aws_ec2_transit_gateway_vpc_attachment", "ap-southeast-2/TransitGateway/Attachment"),
      addressOf("aws_ec2_transit_gateway_route", "eu-west-1/TransitTo-ap-southeast-2"),
      addressOf("aws_ec2_transit_gateway_route", "us-east-1/TransitTo-ap-southeast-2"),
    ]);
  });

  test("are the same resources as with peerings, with a different target", () => {
    const peered = synthesizeJoined({ ...platform, network: { ...platform.network, interRegion: "peering" } });
    const shape = (routes: ReturnType<typeof resources>) =>
      routes.map((route) => [pathOf(route), route.route_table_id, route.destination_cidr_block, route.provider]);
    expect(shape(resources(peered, "aws_route"))).toEqual(shape(resources(json, "aws_route")));
    for (const route of resources(json, "aws_route")) expect(route).not.toHaveProperty("vpc_peering_connection_id");
  });
});

test("gateways, attachments and links are destroyed only after routes have another target", () => {
  const types = ["", "_vpc_attachment", "_peering_attachment", "_peering_attachment_accepter"].map(
    (end) => `aws_ec2_transit_gateway${end}`,
  );
  for (const type of types) {
    expect(resources(json, type).length).toBeGreaterThan(0);
    for (const block of resources(json, type)) expect(block.lifecycle).toEqual({ create_before_destroy: true });
  }
});

test("creates no peering", () => {
  expect(resources(json, "aws_vpc_peering_connection")).toEqual([]);
});

test("a region that is being decommissioned has no gateway", () => {
  const rest = synthesizeJoined(
    platformIn({ regions: FOUR, decommissioning: ["ap-southeast-2"], databases: { orders: FOUR }, interRegion: "transit-gateway" }),
  );
  expect(resources(rest, "aws_ec2_transit_gateway")).toHaveLength(3);
  expect(JSON.stringify(rest.resource)).not.toContain("ap-southeast-2");
});

import type { NetworkSettings } from "../../../constructs/network/model";
import { type StackJson, pathOf, referenceTo, resource, resources, statementsOf, synthesizeConstructs } from "../../support/synth";
import { SETTINGS, networkIn, regionOf } from "./fixtures";

const synth = (settings: Partial<NetworkSettings> = {}): StackJson => synthesizeConstructs((stack) => networkIn(stack, { settings }));
const idOf = (json: StackJson, type: string, path: string) => referenceTo(json, type, path, "id");

describe("the VPC", () => {
  const json = synth();

  test("enables DNS resolution, which private zones, endpoints and peering require", () => {
    expect(resource(json, "aws_vpc")).toMatchObject({ cidr_block: "10.10.0.0/16", enable_dns_support: true, enable_dns_hostnames: true });
  });

  test("has a default security group without rules", () => {
    expect(resource(json, "aws_default_security_group")).toMatchObject({ ingress: [], egress: [] });
  });

  test("does not manage the default network ACL", () => {
    expect(resources(json, "aws_default_network_acl")).toEqual([]);
  });
});

describe("subnets", () => {
  const json = synth();
  const { zones } = regionOf("us-east-1", 3);

  test.each([
    ["Public", zones.map((zone) => zone.publicCidr)],
    ["Private", zones.map((zone) => zone.privateCidr)],
    ["Isolated", zones.map((zone) => zone.isolatedCidr)],
  ])("%s: one per zone, by zone ID, without public addresses", (tier, cidrs) => {
    cidrs.forEach((cidr, index) => {
      const subnet = resource(json, "aws_subnet", `${tier}/Subnet${index + 1}`);
      expect(subnet).toMatchObject({ availability_zone_id: zones[index]?.id, cidr_block: cidr, map_public_ip_on_launch: false });
      expect(subnet).not.toHaveProperty("availability_zone");
    });
  });

  test("are associated with a table of their own tier", () => {
    const associations = resources(json, "aws_route_table_association");
    const tables = { Public: ["", "", ""], Private: ["1", "2", "3"], Isolated: ["", "", ""] };
    expect(associations).toHaveLength(9);
    for (const [tier, numbers] of Object.entries(tables)) {
      numbers.forEach((number, index) => {
        expect(resource(json, "aws_route_table_association", `${tier}/Association${index + 1}`)).toMatchObject({
          subnet_id: idOf(json, "aws_subnet", `${tier}/Subnet${index + 1}`),
          route_table_id: idOf(json, "aws_route_table", `${tier}/Routes${number}`),
        });
      });
    }
  });

  test("have construct IDs that do not depend on the region", () => {
    const paths = (region: string) =>
      resources(
        synthesizeConstructs((stack) => networkIn(stack, { region }), { region }),
        "aws_subnet",
      ).map(pathOf);
    expect(paths("eu-west-1")).toEqual(paths("us-east-1"));
  });

  test("a single zone is rejected", () => {
    expect(() => synthesizeConstructs((stack) => networkIn(stack, { zones: 1 }))).toThrow(
      "network of us-east-1 has 1 zone(s); load balancers and databases need at least 2",
    );
  });
});

describe("routes", () => {
  test("of the public tier lead to the internet gateway", () => {
    const json = synth();
    expect(resource(json, "aws_route", "Internet/Route1")).toMatchObject({
      route_table_id: idOf(json, "aws_route_table", "Public/Routes"),
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: idOf(json, "aws_internet_gateway", "Internet/Resource"),
    });
  });

  test.each<[NetworkSettings["natGateways"], number, readonly number[]]>([
    ["none", 0, []],
    ["one", 1, [1, 1, 1]],
    ["per-zone", 3, [1, 2, 3]],
  ])("NAT %s: %d gateways with one address each; private tables route to %j", (natGateways, count, gateways) => {
    const json = synth({ natGateways });
    expect(resources(json, "aws_nat_gateway")).toHaveLength(count);
    expect(resources(json, "aws_eip")).toHaveLength(count);
    const routes = resources(json, "aws_route").filter((route) => "nat_gateway_id" in route);
    expect(routes.map((route) => [route.route_table_id, route.destination_cidr_block, route.nat_gateway_id])).toEqual(
      gateways.map((gateway, index) => [
        idOf(json, "aws_route_table", `Private/Routes${index + 1}`),
        "0.0.0.0/0",
        idOf(json, "aws_nat_gateway", `Gateway${gateway}`),
      ]),
    );
  });

  test("NAT gateways are in their zone's public subnet and depend on the internet gateway", () => {
    const json = synth({ natGateways: "per-zone" });
    expect(resource(json, "aws_nat_gateway", "Gateway2")).toMatchObject({
      subnet_id: idOf(json, "aws_subnet", "Public/Subnet2"),
      depends_on: [expect.stringMatching(/^aws_internet_gateway\./)],
    });
  });

  test("the isolated tier has no route out, and no table has inline routes", () => {
    const json = synth({ natGateways: "per-zone" });
    const isolated = idOf(json, "aws_route_table", "Isolated/Routes");
    expect(resources(json, "aws_route").filter((route) => route.route_table_id === isolated)).toEqual([]);
    for (const table of resources(json, "aws_route_table")) expect(table).not.toHaveProperty("route");
  });

  test("every route table is exposed for routes to other VPCs", () => {
    const json = synthesizeConstructs((stack) => {
      const network = networkIn(stack);
      stack.addOverride("locals.tables", network.routeTableIds);
    });
    const all = resources(json, "aws_route_table").map((table) => idOf(json, "aws_route_table", pathOf(table)));
    expect((json.locals as { tables: string[] }).tables.sort()).toEqual(all.sort());
  });
});

describe("gateway endpoints", () => {
  const json = synth();
  const tables = ["Private/Routes1", "Private/Routes2", "Private/Routes3", "Isolated/Routes"];

  test.each([
    ["S3", "com.amazonaws.us-east-1.s3"],
    ["DynamoDb", "com.amazonaws.us-east-1.dynamodb"],
  ])("%s: on every private and isolated table, with an explicit type", (id, service) => {
    expect(resource(json, "aws_vpc_endpoint", `GatewayEndpoints/${id}`)).toMatchObject({
      service_name: service,
      vpc_endpoint_type: "Gateway",
      route_table_ids: tables.map((table) => idOf(json, "aws_route_table", table)),
    });
  });

  test("S3: everything except reading is limited to buckets of this account", () => {
    const statements = statementsOf(resource(json, "aws_vpc_endpoint", "GatewayEndpoints/S3"));
    expect(statements.filter((statement) => !("Condition" in statement)).map((statement) => statement.Action)).toEqual(["s3:GetObject"]);
    expect(statements).toContainEqual(
      expect.objectContaining({ Condition: { StringEquals: { "aws:ResourceAccount": "${data.aws_caller_identity.Account.account_id}" } } }),
    );
  });

  test("DynamoDB: access is limited to tables of this account and region", () => {
    const statements = statementsOf(resource(json, "aws_vpc_endpoint", "GatewayEndpoints/DynamoDb"));
    expect(statements.map((statement) => statement.Resource)).toEqual([
      "arn:aws:dynamodb:us-east-1:${data.aws_caller_identity.Account.account_id}:table/*",
    ]);
  });
});

describe("interface endpoints", () => {
  const json = synth({ interfaceEndpoints: ["ecr.api", "logs"] });

  test("are in every private subnet under the service's DNS name, with an explicit type", () => {
    expect(resource(json, "aws_vpc_endpoint", "Endpoint-ecr.api")).toMatchObject({
      service_name: "com.amazonaws.us-east-1.ecr.api",
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: [1, 2, 3].map((zone) => idOf(json, "aws_subnet", `Private/Subnet${zone}`)),
      security_group_ids: [idOf(json, "aws_security_group", "InterfaceEndpoints/SecurityGroup/Resource")],
    });
  });

  test("admit only HTTPS from the private subnets", () => {
    const { zones } = regionOf("us-east-1", 3);
    const rules = resources(json, "aws_vpc_security_group_ingress_rule");
    expect(rules.map((rule) => [rule.cidr_ipv4, rule.ip_protocol, rule.from_port, rule.to_port])).toEqual(
      zones.map((zone) => [zone.privateCidr, "tcp", 443, 443]),
    );
    expect(resources(json, "aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  test("have no security group if there are no endpoints", () => {
    expect(resources(synth(), "aws_security_group")).toEqual([]);
  });

  test.each(["s3", "dynamodb"])("%s is rejected, because there is a gateway endpoint", (service) => {
    expect(() => synth({ interfaceEndpoints: [service] })).toThrow(
      `interface endpoint "${service}" is not needed: every network has a gateway endpoint for it; remove it from interfaceEndpoints`,
    );
  });
});

describe("flow logs", () => {
  test.each([
    ["all", "ALL"],
    ["reject", "REJECT"],
  ] as const)("%s: are written to a log group with a role and a customer managed key", (flowLogs, traffic) => {
    const json = synth({ flowLogs });
    expect(resource(json, "aws_flow_log")).toMatchObject({
      traffic_type: traffic,
      log_destination_type: "cloud-watch-logs",
      log_destination: referenceTo(json, "aws_cloudwatch_log_group", undefined, "arn"),
      iam_role_arn: referenceTo(json, "aws_iam_role", undefined, "arn"),
    });
    expect(resource(json, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/dev/network/flow-log",
      retention_in_days: 30,
      kms_key_id: referenceTo(json, "aws_kms_key", undefined, "arn"),
    });
  });

  test("have a role that can write only to that group, for this account", () => {
    const json = synth({ flowLogs: "all" });
    const arn = referenceTo(json, "aws_cloudwatch_log_group", undefined, "arn");
    expect(statementsOf(resource(json, "aws_iam_role_policy")).map((statement) => statement.Resource)).toEqual([`${arn}:*`]);
    expect(statementsOf(resource(json, "aws_iam_role"), "assume_role_policy")).toEqual([
      expect.objectContaining({
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "${data.aws_caller_identity.Account.account_id}" } },
      }),
    ]);
  });

  test("none: no resources", () => {
    const json = synth({ ...SETTINGS, flowLogs: "none" });
    for (const type of ["aws_flow_log", "aws_cloudwatch_log_group", "aws_iam_role"]) expect(resources(json, type)).toEqual([]);
  });
});

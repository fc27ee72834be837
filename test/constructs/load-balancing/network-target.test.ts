import type { NetworkService } from "../../../constructs/compute/model";
import type { NetworkTarget } from "../../../constructs/load-balancing/network-target";
import { pathOf, referenceTo, resource, resources, synthesizeConstructs } from "../../support/synth";
import { CERTIFICATE, type NetworkTargetFixture, networkService, networkTargetIn } from "./fixtures";

const synth = (fixture: NetworkTargetFixture = {}) => synthesizeConstructs((stack) => void networkTargetIn(stack, fixture));
const withListener = (listener: Partial<NetworkService["listener"]>) =>
  synth({ service: networkService(listener), certificateArn: CERTIFICATE });
const json = synth();
const balancerGroup = referenceTo(json, "aws_security_group", "LoadBalancer/SecurityGroup/Resource", "id");

describe("the load balancer", () => {
  test("is created with a security group, serves all zones, and has a valid name", () => {
    expect(resource(json, "aws_lb")).toMatchObject({
      name: "dev-nlb",
      load_balancer_type: "network",
      internal: false,
      security_groups: [balancerGroup],
      enable_cross_zone_load_balancing: true,
    });
  });

  test.each([
    ["retain", true],
    ["destroy", false],
  ] as const)("removal policy %s: deletion protection is %s", (removalPolicy, protection) => {
    const placed = synthesizeConstructs((stack) => void networkTargetIn(stack, { staticAddresses: true }), { removalPolicy });
    expect(resource(placed, "aws_lb")).toMatchObject({ enable_deletion_protection: protection });
    for (const address of resources(placed, "aws_eip")) expect(address).toMatchObject({ lifecycle: { prevent_destroy: protection } });
  });

  test("with static addresses: has one Elastic IP per public subnet", () => {
    const placed = synth({ staticAddresses: true });
    const zones = [1, 2, 3].map((zone) => ({
      subnet_id: referenceTo(placed, "aws_subnet", `Public/Subnet${zone}`, "id"),
      allocation_id: referenceTo(placed, "aws_eip", `Address${zone}`, "allocation_id"),
    }));
    expect(resource(placed, "aws_lb")).toMatchObject({ subnet_mapping: zones });
    expect(resource(placed, "aws_lb")).not.toHaveProperty("subnets");
  });

  test("without static addresses: has the public subnets and no Elastic IP", () => {
    const subnets = resources(json, "aws_subnet").filter((subnet) => pathOf(subnet).includes("/Public/"));
    expect(resource(json, "aws_lb").subnets).toEqual(subnets.map((subnet) => referenceTo(json, "aws_subnet", pathOf(subnet), "id")));
    expect(resources(json, "aws_eip")).toEqual([]);
  });

  test("writes logs to a bucket after its policy for NLBs is created", () => {
    const bucket = referenceTo(json, "aws_s3_bucket_policy", "LoadBalancer/AccessLogs/Policy", "bucket");
    expect(resource(json, "aws_lb")).toMatchObject({ access_logs: { enabled: true, bucket } });
    expect(resource(json, "aws_s3_bucket_policy").policy).toContain("delivery.logs.amazonaws.com");
  });
});

describe("the listener and its target group", () => {
  test.each([
    ["tcp", { protocol: "TCP" }, "TCP"],
    ["udp", { protocol: "UDP" }, "UDP"],
    ["tls", { protocol: "TLS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", certificate_arn: CERTIFICATE }, "TCP"],
  ] as const)("%s: listener %j, %s to the tasks", (protocol, listener, transport) => {
    const placed = withListener({ protocol });
    expect(resource(placed, "aws_lb_listener")).toMatchObject({
      port: 9443,
      ...listener,
      default_action: [{ type: "forward", target_group_arn: referenceTo(placed, "aws_lb_target_group", undefined, "arn") }],
    });
    expect(resource(placed, "aws_lb_target_group")).toMatchObject({ protocol: transport, port: 9000, target_type: "ip" });
  });

  test.each(["tcp", "udp"] as const)("%s: has no TLS policy and no certificate, even if one is passed", (protocol) => {
    const listener = resource(withListener({ protocol }), "aws_lb_listener");
    expect(listener).not.toHaveProperty("ssl_policy");
    expect(listener).not.toHaveProperty("certificate_arn");
  });

  test("rejects TLS without a certificate", () => {
    expect(() => synth({ service: networkService({ protocol: "tls" }) })).toThrow(
      'service "ingest" has a TLS listener but no certificate: pass certificateArn',
    );
  });

  // UDP cannot disable it.
  test.each(["tcp", "udp", "tls"] as const)("%s: preserves the client's address", (protocol) => {
    expect(resource(withListener({ protocol }), "aws_lb_target_group").preserve_client_ip).toBe("true");
  });

  test.each(["tcp", "udp", "tls"] as const)("%s: has a TCP health check on the health port", (protocol) => {
    expect(resource(withListener({ protocol, healthPort: 9001 }), "aws_lb_target_group")).toMatchObject({
      health_check: { protocol: "TCP", port: "9001", interval: 10, timeout: 5, healthy_threshold: 2, unhealthy_threshold: 3 },
    });
  });

  test.each(["tcp", "udp", "tls"] as const)("%s: a health check on the service's port follows the port of each task", (protocol) => {
    expect(resource(withListener({ protocol, healthPort: 9000 }), "aws_lb_target_group")).toMatchObject({
      health_check: { protocol: "TCP", port: "traffic-port" },
    });
  });

  test("can be replaced while in use, and closes connections after the deregistration delay", () => {
    expect(resource(json, "aws_lb_target_group")).toMatchObject({
      name_prefix: "inges-",
      lifecycle: { create_before_destroy: true, ignore_changes: ["port"] },
      deregistration_delay: "30",
      connection_termination: true,
    });
  });

  test("rejects a deregistration delay of over an hour", () => {
    expect(() => synth({ service: networkService({}, { deregistrationDelay: "2 hours" }) })).toThrow(
      "deregistration delay is 7200 s; AWS allows 0 to 3600 s",
    );
  });
});

describe("connections", () => {
  test.each([
    ["tcp", "tcp"],
    ["tls", "tcp"],
    ["udp", "udp"],
  ] as const)("%s: the listener's port is public over %s, and no other port is open", (protocol, transport) => {
    const rules = resources(withListener({ protocol }), "aws_vpc_security_group_ingress_rule");
    expect(rules).toEqual([
      expect.objectContaining({
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: transport,
        from_port: 9443,
        to_port: 9443,
        security_group_id: balancerGroup,
      }),
    ]);
  });

  test.each([
    ["tcp", 9000, [{ protocol: "tcp", from: 9000 }]],
    [
      "tcp",
      9001,
      [
        { protocol: "tcp", from: 9000 },
        { protocol: "tcp", from: 9001 },
      ],
    ],
    [
      "udp",
      9000,
      [
        { protocol: "udp", from: 9000 },
        { protocol: "tcp", from: 9000 },
      ],
    ],
  ] as const)("%s with health port %d: a service opens %j", (protocol, healthPort, openings) => {
    let target: NetworkTarget | undefined;
    synthesizeConstructs((stack) => (target = networkTargetIn(stack, { service: networkService({ protocol, healthPort }) })));
    expect(target).toMatchObject({ kind: "NetworkELB", port: 9000, healthPort, openings });
    expect(target?.dependables.map(String)).toEqual([expect.stringContaining("Target/Listener")]);
  });

  test.each([
    ["tcp", 9002, [{ protocol: "tcp", from: 9002 }]],
    ["udp", 9002, [{ protocol: "udp", from: 9002 }]],
    ["tls", 9001, []],
    ["udp", 9001, [{ protocol: "udp", from: 9001 }]],
  ] as const)("%s with previous port %d: %j stays open in addition to the ports in use", (protocol, previousPort, previousOpenings) => {
    const service = networkService({ protocol, healthPort: 9001 }, { previousPort });
    let target: NetworkTarget | undefined;
    synthesizeConstructs((stack) => (target = networkTargetIn(stack, { service, certificateArn: CERTIFICATE })));
    expect(target?.previousOpenings).toEqual(previousOpenings);
  });
});

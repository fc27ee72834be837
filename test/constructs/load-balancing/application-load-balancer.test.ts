import { dataSource, pathOf, referenceTo, resource, resources, synthesizeConstructs } from "../../support/synth";
import { CERTIFICATE, httpTargetIn } from "./fixtures";

const json = synthesizeConstructs((stack) => void httpTargetIn(stack));
const groupOf = (path: string) => referenceTo(json, "aws_security_group", path, "id");

describe("ingress", () => {
  const ingressRules = resources(json, "aws_vpc_security_group_ingress_rule");

  test("is limited to CloudFront's managed prefix list", () => {
    expect(dataSource(json, "aws_ec2_managed_prefix_list")).toMatchObject({ name: "com.amazonaws.global.cloudfront.origin-facing" });
    const list = "${data.aws_ec2_managed_prefix_list.LoadBalancer_Entrance_Addresses_";
    expect(ingressRules.map((rule) => [rule.from_port, rule.to_port, rule.ip_protocol])).toEqual([
      [80, 80, "tcp"],
      [443, 443, "tcp"],
    ]);
    for (const rule of ingressRules) {
      expect(rule.prefix_list_id).toMatch(list);
      expect(rule).not.toHaveProperty("cidr_ipv4");
    }
  });

  // The list counts as 55 of the 60 rules of a group.
  test("has the list once in a group without other rules, and the ALB is in at most five groups", () => {
    const groups = ingressRules.map((rule) => rule.security_group_id);
    expect(groups).toEqual([groupOf("Entrance/Http/Resource"), groupOf("Entrance/Https/Resource")]);
    expect(resource(json, "aws_lb").security_groups).toEqual([groupOf("LoadBalancer/SecurityGroup/Resource"), ...groups.reverse()]);
  });

  test("does not include the group that tasks admit", () => {
    expect(ingressRules.map((rule) => rule.security_group_id)).not.toContain(groupOf("LoadBalancer/SecurityGroup/Resource"));
  });

  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
  test("has descriptions with only characters that EC2 accepts", () => {
    for (const block of [...resources(json, "aws_security_group"), ...ingressRules]) {
      expect(block.description).toMatch(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
    }
  });
});

describe("listeners", () => {
  test("HTTPS has a current policy, the certificate, and 403 for requests that match no rule", () => {
    expect(resource(json, "aws_lb_listener", "LoadBalancer/Https")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      certificate_arn: CERTIFICATE,
      default_action: [{ type: "fixed-response", fixed_response: { status_code: "403", content_type: "text/plain" } }],
    });
  });

  test("HTTP only redirects to HTTPS", () => {
    expect(resource(json, "aws_lb_listener", "LoadBalancer/Http")).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
    });
  });

  test("every rule belongs to the HTTPS listener", () => {
    for (const rule of resources(json, "aws_lb_listener_rule")) {
      expect(rule.listener_arn).toBe(referenceTo(json, "aws_lb_listener", "LoadBalancer/Https", "arn"));
    }
  });
});

describe("the load balancer", () => {
  test("is internet-facing in every public subnet, with a valid name", () => {
    const subnets = resources(json, "aws_subnet").filter((subnet) => pathOf(subnet).includes("/Public/"));
    expect(resource(json, "aws_lb")).toMatchObject({
      name: "dev-alb",
      load_balancer_type: "application",
      internal: false,
      subnets: subnets.map((subnet) => referenceTo(json, "aws_subnet", pathOf(subnet), "id")),
    });
    expect(subnets).toHaveLength(3);
  });

  test("drops malformed headers, rejects ambiguous requests, and closes idle connections earlier than tasks", () => {
    expect(resource(json, "aws_lb")).toMatchObject({
      drop_invalid_header_fields: true,
      desync_mitigation_mode: "defensive",
      xff_header_processing_mode: "append",
      idle_timeout: 60,
      client_keep_alive: 3_600,
    });
  });

  test.each([
    ["retain", true],
    ["destroy", false],
  ] as const)("removal policy %s: deletion protection is %s", (removalPolicy, protection) => {
    const placed = synthesizeConstructs((stack) => void httpTargetIn(stack), { removalPolicy });
    expect(resource(placed, "aws_lb")).toMatchObject({ enable_deletion_protection: protection });
  });

  test("rejects a name with the prefix internal-", () => {
    expect(() => synthesizeConstructs((stack) => void httpTargetIn(stack), { environment: "internal" })).toThrow(
      'load balancer name "internal-alb" starts with "internal-", which AWS reserves: rename the environment',
    );
  });

  test("writes logs to a bucket after its policy is created", () => {
    const bucket = referenceTo(json, "aws_s3_bucket_policy", "LoadBalancer/AccessLogs/Policy", "bucket");
    expect(resource(json, "aws_lb")).toMatchObject({ access_logs: { enabled: true, bucket } });
  });
});

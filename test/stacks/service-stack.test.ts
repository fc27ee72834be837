import type { Platform } from "../../config/model";
import type { Service } from "../../constructs/compute/model";
import type { ServiceStack } from "../../stacks/service-stack";
import { API, INGEST, MAILER } from "../constructs/compute/fixtures";
import { type Block, pathOf, resource, resources, statementsOf, synthesizeStack } from "../support/synth";
import { PLATFORM, REGION, SERVICES, buildServices, synthesizeServices, use } from "./service-platform";

const stack = synthesizeServices();

/** A readable name of a security group: its construct path, or the output of another stack. */
function groupName(reference: unknown): string {
  const text = String(reference);
  const foreign = /cross-stack-output-aws_security_group(.+?)_[0-9A-F]{8}id/.exec(text)?.[1];
  if (foreign !== undefined) return foreign;
  const name = /aws_security_group\.([^.]+)\.id/.exec(text)?.[1] ?? text;
  return pathOf(stack.resource?.aws_security_group?.[name] ?? {})
    .replace("/Network/SecurityGroup/Resource", "")
    .replace("/Resource", "");
}

const peer = (rule: Block) =>
  (rule.cidr_ipv4 ?? (rule.prefix_list_id ? "prefix list" : groupName(rule.referenced_security_group_id))) as string;
const rules = (direction: "ingress" | "egress") =>
  resources(stack, `aws_vpc_security_group_${direction}_rule`).map(
    (rule) => [groupName(rule.security_group_id), peer(rule), `${String(rule.ip_protocol)} ${String(rule.from_port)}`] as const,
  );
const of = (name: string, direction: "ingress" | "egress") =>
  rules(direction)
    .filter(([group]) => group === name)
    .map(([, ...rest]) => rest.join(" "))
    .sort();

describe("security group rules allow only resources in `uses`", () => {
  test.each([
    ["Service-api", ["0.0.0.0/0 tcp 443", "main-db tcp 5432", "sessions-cache tcp 6379"]],
    ["Service-ingest", ["0.0.0.0/0 tcp 443", "main-db tcp 5432"]],
    ["Service-web", ["0.0.0.0/0 tcp 443"]],
    ["Worker-mailer", ["0.0.0.0/0 tcp 443"]],
  ])("%s has egress to %j", (workload, expected) => {
    expect(of(workload, "egress")).toEqual(expected);
  });

  test.each([
    ["main-db", ["Service-api tcp 5432", "Service-ingest tcp 5432"]],
    ["sessions-cache", ["Service-api tcp 6379"]],
    ["Service-api", ["LoadBalancer/SecurityGroup tcp 8080"]],
    ["Service-web", ["LoadBalancer/SecurityGroup tcp 8080"]],
    ["Service-ingest", ["NetworkLoadBalancer/SecurityGroup tcp 9000", "NetworkLoadBalancer/SecurityGroup tcp 9001"]],
    ["Worker-mailer", []],
  ])("%s allows ingress from %j", (group, expected) => {
    expect(of(group, "ingress")).toEqual(expected);
  });

  test("load balancers have egress only to their services", () => {
    expect(of("LoadBalancer/SecurityGroup", "egress")).toEqual(["Service-api tcp 8080", "Service-web tcp 8080"]);
    expect(of("NetworkLoadBalancer/SecurityGroup", "egress")).toEqual(["Service-ingest tcp 9000", "Service-ingest tcp 9001"]);
  });

  test("only load balancers accept traffic from the internet", () => {
    const outside = rules("ingress").filter(([, from]) => from === "prefix list" || from.includes("/0"));
    expect(new Set(outside.map(([group]) => group.split("/")[0]))).toEqual(new Set(["LoadBalancer", "NetworkLoadBalancer"]));
  });
});

const policy = (path: string) => resources(stack, "aws_iam_role_policy").filter((block) => pathOf(block) === path);
const allow = (Action: string, Resource: string) => ({ Effect: "Allow", Action, Resource });

describe("IAM statements allow only resources in `uses`", () => {
  test.each([
    ["Service-api", [allow("elasticache:Connect", "arn:cache"), allow("sqs:SendMessage", "arn:queue")]],
    ["Worker-mailer", [allow("sqs:ReceiveMessage", "arn:queue")]],
  ])("the task role of %s allows %j", (workload, expected) => {
    expect(policy(`${workload}/Task/TaskRole/Policy`).flatMap((block) => statementsOf(block))).toEqual(expected);
  });

  test.each(["Service-ingest", "Service-web"])("the task role of %s allows nothing", (workload) => {
    expect(policy(`${workload}/Task/TaskRole/Policy`)).toEqual([]);
  });

  test.each([
    ["Service-api", ["arn:db-secret"]],
    ["Service-ingest", ["arn:db-secret"]],
    ["Service-web", []],
    ["Worker-mailer", ["arn:mail-key"]],
  ])("the execution role of %s reads the secrets %j", (workload, expected) => {
    const statements = policy(`${workload}/Task/ExecutionRole/Policy`).flatMap((block) => statementsOf(block));
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter(({ Action }) => Action === "secretsmanager:GetSecretValue").map(({ Resource }) => Resource)).toEqual(expected);
  });

  test("no statement has a wildcard resource except the one that ECR requires", () => {
    const statements = resources(stack, "aws_iam_role_policy").flatMap((block) => statementsOf(block));
    const starred = statements.filter(({ Action, Resource }) => Resource === "*" || JSON.stringify(Action).includes("*"));
    expect(new Set(starred.map(({ Action }) => Action))).toEqual(new Set(["ecr:GetAuthorizationToken"]));
  });
});

interface ContainerJson {
  readonly environment: readonly { readonly name: string }[];
  readonly secrets: readonly { readonly name: string }[];
}

describe("environment variables exist only for resources in `uses`", () => {
  const BASICS = ["AWS_REGION", "ENVIRONMENT"];

  test.each([
    ["Service-api", [...BASICS, "EMAILS_QUEUE_URL", "MAIN_DB_NAME", "PORT", "SESSIONS_CACHE_HOST"], ["MAIN_DB_PASSWORD"]],
    ["Service-ingest", [...BASICS, "MAIN_DB_NAME", "PORT"], ["MAIN_DB_PASSWORD"]],
    ["Service-web", [...BASICS, "PORT"], []],
    ["Worker-mailer", [...BASICS, "EMAILS_QUEUE_URL"], ["MAIL_KEY_SECRET"]],
  ])("%s has the variables %j and the secrets %j", (workload, variables, secrets) => {
    const definition = resource(stack, "aws_ecs_task_definition", `${workload}/Task/Resource`);
    const [container] = JSON.parse(definition.container_definitions as string) as ContainerJson[];
    expect(container?.environment.map(({ name }) => name)).toEqual([...variables].sort());
    expect(container?.secrets.map(({ name }) => name)).toEqual(secrets);
  });
});

describe("the service stack", () => {
  test("creates an ECS service in private subnets for every workload", () => {
    const services = resources(stack, "aws_ecs_service");
    expect(services.map(({ name }) => name)).toEqual(["dev-api", "dev-ingest", "dev-web", "dev-mailer"]);
    for (const service of services) {
      const { subnets, assign_public_ip } = service.network_configuration as { subnets: string[]; assign_public_ip: boolean };
      expect(assign_public_ip).toBe(false);
      expect(subnets).toHaveLength(3);
      for (const subnet of subnets) expect(subnet).toMatch(/PrivateSubnets?|Private/);
    }
  });

  test("scales a worker on the queue that it consumes", () => {
    const scaling = resource(stack, "aws_appautoscaling_policy", "Worker-mailer/Autoscaling/Backlog");
    expect(JSON.stringify(scaling)).toContain('"dev-emails"');
  });

  test("uses the front service for the region's health", () => {
    const group = Object.keys(stack.resource?.aws_lb_target_group ?? {}).find((name) => name.startsWith("Target-web"));
    expect(resource(stack, "aws_cloudwatch_metric_alarm", "OriginAlarms/Origin")).toMatchObject({
      metric_name: "HealthyHostCount",
      dimensions: { TargetGroup: `\${aws_lb_target_group.${group}.arn_suffix}` },
    });
  });

  test("creates an origin alarm for each network service and exposes it by name", () => {
    const udp: Service = { ...INGEST, name: "telemetry", listener: { protocol: "udp", port: 8125, healthPort: 8126 } };
    let built: ServiceStack | undefined;
    const json = synthesizeStack("dev-us-east-1-service", (app) => {
      built = buildServices(app, { ...PLATFORM, services: [...SERVICES, udp] });
      return built;
    });
    expect([...(built?.serviceAlarms.keys() ?? [])]).toEqual(["ingest", "telemetry"]);
    for (const name of ["ingest", "telemetry"]) {
      const group = Object.keys(json.resource?.aws_lb_target_group ?? {}).find((id) => id.startsWith(`Target-${name}`));
      expect(resource(json, "aws_cloudwatch_metric_alarm", `ServiceAlarms/${name}`)).toMatchObject({
        alarm_name: `dev-us-east-1-${name}-down`,
        metric_name: "HealthyHostCount",
        dimensions: { TargetGroup: `\${aws_lb_target_group.${group}.arn_suffix}` },
      });
      expect(built?.serviceAlarms.get(name)?.alarmNameInput).toBe(`dev-us-east-1-${name}-down`);
    }
  });

  test.each([
    [false, true],
    [true, false],
  ])("with decommissioning %s, protection of load balancers and their logs is %s", (decommissioning, isProtected) => {
    const regions = [{ ...REGION, decommissioning }];
    const json = synthesizeServices({ regions, network: { ...PLATFORM.network, staticAddresses: true } });
    expect(resources(json, "aws_lb").map((balancer) => balancer.enable_deletion_protection)).toEqual([isProtected, isProtected]);
    expect(resources(json, "aws_s3_bucket").map(({ force_destroy }) => force_destroy)).toEqual([!isProtected, !isProtected]);
    const kept = JSON.stringify(json.resource).match(/"prevent_destroy":(true|false)/g);
    expect(new Set(kept)).toEqual(new Set([`"prevent_destroy":${isProtected}`]));
    for (const task of resources(json, "aws_ecs_task_definition")) expect(task.skip_destroy).toBe(isProtected);
  });

  test("creates one TLS certificate if the ALB or a TLS listener needs it", () => {
    expect(resources(stack, "aws_acm_certificate")).toHaveLength(1);
    expect(resources(synthesizeServices({ services: [INGEST] }), "aws_acm_certificate")).toHaveLength(0);
    const tls: Service = { ...INGEST, listener: { protocol: "tls", port: 9000, healthPort: 9000 } };
    expect(resources(synthesizeServices({ services: [tls] }), "aws_acm_certificate")).toHaveLength(1);
  });

  test("creates a load balancer only if a service needs it", () => {
    const kinds = (services: readonly Service[]) =>
      resources(synthesizeServices({ services }), "aws_lb").map(({ load_balancer_type }) => load_balancer_type);
    expect(kinds(SERVICES)).toEqual(["application", "network"]);
    expect(kinds([API])).toEqual(["application"]);
    expect(kinds([INGEST])).toEqual(["network"]);
    expect(kinds([])).toEqual([]);
  });

  test("outputs the addresses of the load balancers", () => {
    const names = Object.keys(stack.output ?? {}).filter((name) => !name.startsWith("cross-stack"));
    expect(names.sort()).toEqual(["load_balancer_address", "network_load_balancer_address"]);
  });
});

test.each<[string, Partial<Platform>, string]>([
  ["uses", { services: [{ ...API, uses: [use("database", "mian")] }] }, 'unknown database "mian"; valid: main'],
  ["consumes", { workers: [{ ...MAILER, consumes: "mails" }] }, 'unknown consumable resource "mails"; valid: emails'],
])("rejects a workload that %s a resource that does not exist", (_, changes, message) => {
  expect(() => synthesizeServices(changes)).toThrow(message);
});

import type { LoadBalancing } from "../../../constructs/load-balancing/model";
import { TerraformVariable, Token } from "cdktf";
import type { HttpTarget } from "../../../constructs/load-balancing/http-target";
import { type Block, referenceTo, resource, synthesizeConstructs } from "../../support/synth";
import { balanced, httpService, httpTargetIn } from "./fixtures";

const json = synthesizeConstructs((stack) => void httpTargetIn(stack));
const DELAY = { deregistrationDelay: "30 seconds" } as const;
const groupOf = (balancing: LoadBalancing): Block =>
  resource(
    synthesizeConstructs((stack) => void httpTargetIn(stack, balanced(balancing))),
    "aws_lb_target_group",
  );

describe("the target group", () => {
  test("registers tasks by IP address and can be replaced while in use", () => {
    expect(resource(json, "aws_lb_target_group")).toMatchObject({
      name_prefix: "api-",
      target_type: "ip",
      protocol: "HTTP",
      port: 8080,
      lifecycle: { create_before_destroy: true, ignore_changes: ["port"] },
    });
  });

  test("probes readiness, with a timeout shorter than the interval", () => {
    expect(resource(json, "aws_lb_target_group")).toMatchObject({
      health_check: { path: "/readyz", matcher: "200", interval: 10, timeout: 5, healthy_threshold: 2, unhealthy_threshold: 3 },
    });
  });

  test.each<[LoadBalancing, object]>([
    [
      { algorithm: "round_robin", ...DELAY },
      { load_balancing_algorithm_type: "round_robin", slow_start: 0 },
    ],
    [{ algorithm: "round_robin", slowStart: "90 seconds", ...DELAY }, { slow_start: 90 }],
    [{ algorithm: "least_outstanding_requests", ...DELAY }, { load_balancing_algorithm_type: "least_outstanding_requests" }],
    [
      { algorithm: "weighted_random", anomalyMitigation: true, ...DELAY },
      { load_balancing_algorithm_type: "weighted_random", load_balancing_anomaly_mitigation: "on" },
    ],
    [{ algorithm: "weighted_random", anomalyMitigation: false, ...DELAY }, { load_balancing_anomaly_mitigation: "off" }],
    [
      { algorithm: "round_robin", deregistrationDelay: "5 minutes" },
      { deregistration_delay: "300", stickiness: { enabled: false } },
    ],
    [
      { algorithm: "round_robin", stickySessions: "1 day", ...DELAY },
      { stickiness: { enabled: true, type: "lb_cookie", cookie_duration: 86_400 } },
    ],
  ])("%j", (balancing, expected) => {
    expect(groupOf(balancing)).toMatchObject(expected);
  });

  test.each<[LoadBalancing["algorithm"], readonly string[]]>([
    ["round_robin", ["load_balancing_anomaly_mitigation"]],
    ["least_outstanding_requests", ["load_balancing_anomaly_mitigation", "slow_start"]],
    ["weighted_random", ["slow_start"]],
  ])("%s omits %j, which AWS rejects with it", (algorithm, absent) => {
    const group = groupOf(algorithm === "weighted_random" ? { algorithm, anomalyMitigation: true, ...DELAY } : { algorithm, ...DELAY });
    for (const argument of absent) expect(group).not.toHaveProperty(argument);
  });

  test.each<[LoadBalancing, string]>([
    [{ algorithm: "round_robin", slowStart: "29 seconds", ...DELAY }, "slow start is 29 s; AWS allows 30 to 900 s"],
    [{ algorithm: "round_robin", slowStart: "901 seconds", ...DELAY }, "slow start is 901 s; AWS allows 30 to 900 s"],
    [{ algorithm: "round_robin", deregistrationDelay: "3601 seconds" }, "deregistration delay is 3601 s; AWS allows 0 to 3600 s"],
    [{ algorithm: "round_robin", stickySessions: "8 days", ...DELAY }, "sticky sessions is 691200 s; AWS allows 1 to 604800 s"],
  ])("rejects %j", (balancing, message) => {
    expect(() => groupOf(balancing)).toThrow(message);
  });
});

describe("the rule", () => {
  test("requires the secret header and a path", () => {
    expect(resource(json, "aws_lb_listener_rule")).toMatchObject({
      priority: 100,
      action: [{ type: "forward", target_group_arn: referenceTo(json, "aws_lb_target_group", undefined, "arn") }],
      condition: [{ http_header: { http_header_name: "X-Origin-Token", values: ["secret"] } }, { path_pattern: { values: ["/api/*"] } }],
    });
    expect(resource(json, "aws_lb_listener_rule").condition).toHaveLength(2);
  });

  test("requires a host if the service has hosts; five values are the maximum", () => {
    const service = httpService({ routes: { paths: ["/a", "/b", "/c"], hosts: ["api.example.com"], priorities: [7] } });
    const rule = resource(
      synthesizeConstructs((stack) => void httpTargetIn(stack, service)),
      "aws_lb_listener_rule",
    );
    expect(rule.condition).toEqual([
      { http_header: { http_header_name: "X-Origin-Token", values: ["secret"] } },
      { path_pattern: { values: ["/a", "/b", "/c"] } },
      { host_header: { values: ["api.example.com"] } },
    ]);
  });

  test.each([
    [{ paths: [], hosts: ["a"], priorities: [1] }, "routes of api have no path; a rule needs at least 1 path"],
    [{ paths: ["/a", "/?/?/?/?/?/?"], hosts: [], priorities: [1, 2] }, "route /?/?/?/?/?/? of api has 6 wildcards; a rule allows 5"],
    [{ paths: ["/a"], hosts: [], priorities: [50_001] }, "priority of api is 50001; AWS allows 1 to 50000"],
    [{ paths: ["/a", "/b", "/c", "/d", "/e"], hosts: [], priorities: [1] }, "priority of api is 0; AWS allows 1 to 50000"],
  ])("rejects %j", (routes, message) => {
    expect(() => synthesizeConstructs((stack) => void httpTargetIn(stack, httpService({ routes })))).toThrow(message);
  });

  test("accepts a priority that is a token", () => {
    const priority = (stack: ConstructorParameters<typeof TerraformVariable>[0]) =>
      Token.asNumber(new TerraformVariable(stack, "Priority", { type: "number" }).value);
    const placed = synthesizeConstructs(
      (stack) => void httpTargetIn(stack, httpService({ routes: { paths: ["/a"], hosts: [], priorities: [priority(stack)] } })),
    );
    expect(resource(placed, "aws_lb_listener_rule").priority).toBe("${var.Priority}");
  });
});

test.each([
  [8000, [{ protocol: "tcp", from: 8000 }]],
  [8080, []],
  [undefined, []],
])("previousPort %p: %j stays open in addition to the port", (previousPort, previousOpenings) => {
  let target: HttpTarget | undefined;
  synthesizeConstructs((stack) => (target = httpTargetIn(stack, httpService({ previousPort }))));
  expect(target).toMatchObject({ port: 8080, openings: [{ protocol: "tcp", from: 8080 }], previousOpenings });
});

test("exposes the dependencies and the ports to open: the service's port once", () => {
  let target: HttpTarget | undefined;
  synthesizeConstructs((stack) => (target = httpTargetIn(stack)));
  expect(target).toMatchObject({ kind: "ApplicationELB", port: 8080, healthPort: 8080, openings: [{ protocol: "tcp", from: 8080 }] });
  expect(target?.dependables.map(String)).toEqual([expect.stringContaining("Target/Rule")]);
});

import type { TerraformStack } from "cdktf";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { Container, HttpService, MessageWorker, NetworkService } from "../../../constructs/compute/model";
import type { Queue } from "../../../constructs/queue/model";
import type { WorkloadProps } from "../../../constructs/compute/balanced-service";
import { Cluster } from "../../../constructs/compute/cluster";
import type { Binding } from "../../../constructs/core/bindings";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { SecurityGroup } from "../../../constructs/core/security-group";
import { type StackJson, pathOf } from "../../support/synth";
import type { LoadBalancerTarget } from "../../../constructs/load-balancing/target";

/** Models and stubs for the tests of compute. */

export const CONTAINER: Container = {
  image: { kind: "repository", repository: "api", suffix: ":1.4.2" },
  cpu: 512,
  memory: "1 GB",
  architecture: "arm64",
  environment: {},
  references: [],
  secrets: [],
  user: "1000:1000",
  fileSystem: "read-only",
  writablePaths: ["/tmp"],
  opensFolders: false,
  stopTimeout: "60 seconds",
};

export const API: HttpService = {
  kind: "http",
  name: "api",
  container: CONTAINER,
  uses: [],
  egress: [],
  connectionsPerTask: 5,
  capacity: { base: 2, onDemand: 1, spot: 3 },
  metrics: [],
  level: "full",
  port: 8080,
  gracePeriod: "90 seconds",
  scale: { min: 2, max: 20, cpu: 60, schedules: [] },
  routes: { paths: ["/api/*"], hosts: [], priorities: [100] },
  loadBalancing: { algorithm: "round_robin", deregistrationDelay: "30 seconds" },
  health: { liveness: "/livez", readiness: "/readyz" },
  placement: { loadBalancer: 1, securityGroup: 1 },
};

export const INGEST: NetworkService = {
  kind: "network",
  name: "ingest",
  container: CONTAINER,
  uses: [],
  egress: [],
  connectionsPerTask: 5,
  capacity: { base: 1, onDemand: 1, spot: 0 },
  metrics: [],
  level: "full",
  port: 9000,
  gracePeriod: "60 seconds",
  scale: { min: 1, max: 4, cpu: 60, requestsPerTask: 100, schedules: [] },
  listener: { protocol: "tcp", port: 9000, healthPort: 9001 },
  placement: { loadBalancer: 1, securityGroup: 1 },
  deregistrationDelay: "30 seconds",
};

export const EMAILS: Queue = {
  name: "emails",
  type: "standard",
  visibility: "90 seconds",
  maxReceives: 5,
  retention: "4 days",
  delay: "0 seconds",
};

export const MAILER: MessageWorker = {
  name: "mailer",
  container: { ...CONTAINER, image: { kind: "external", reference: "registry.example.com/mailer:2" }, stopTimeout: "120 seconds" },
  uses: [],
  egress: [],
  connectionsPerTask: 2,
  capacity: { base: 0, onDemand: 0, spot: 1 },
  metrics: [],
  level: "full",
  consumes: "emails",
  scale: { min: 1, max: 50, backlogPerTask: 120, acceptableLatency: "60 seconds", schedules: [] },
};

export const NOTHING: Binding = {
  name: "nothing",
  environment: {},
  secrets: {},
  taskStatements: [],
  executionStatements: [],
  connections: [],
};

export const REPOSITORIES = new Map([
  [
    "api",
    { repositoryUrl: "111122223333.dkr.ecr.us-east-1.amazonaws.com/dev/api", arn: "arn:aws:ecr:us-east-1:111122223333:repository/dev/api" },
  ],
]);

/** Cluster, network, repositories and log key that a workload requires. */
export function ground(stack: TerraformStack): Omit<WorkloadProps, "bindings"> {
  const logsKey = new EncryptionKey(stack, "LogsKey", { purpose: "logs", forLogs: true });
  return {
    cluster: new Cluster(stack, "Cluster", { logsKey }),
    network: { vpcId: "vpc-1", privateSubnetIds: ["subnet-a", "subnet-b"] },
    repositories: REPOSITORIES,
    logsKey,
  };
}

/** A target group of an ALB or NLB that another stack created. */
export function target(
  stack: TerraformStack,
  kind: LoadBalancerTarget["kind"],
  openings: LoadBalancerTarget["openings"],
  previousOpenings: LoadBalancerTarget["previousOpenings"] = [],
): LoadBalancerTarget {
  const [traffic] = openings;
  if (!traffic) throw new Error("a target requires at least one opening");
  const rule = new LbListenerRule(stack, "Rule", { listenerArn: "arn:listener", action: [], condition: [] });
  return {
    kind,
    targetGroupArn: "arn:target-group",
    targetGroupSuffix: "targetgroup/api/2",
    loadBalancerSuffix: kind === "ApplicationELB" ? "app/dev/1" : "net/dev/1",
    loadBalancerSecurityGroup: new SecurityGroup(stack, "LoadBalancerGroup", { vpcId: "vpc-1", role: "alb", description: "ALB" }),
    port: traffic.from,
    healthPort: openings[1]?.from ?? traffic.from,
    openings,
    previousOpenings,
    dependables: [rule],
  };
}

/** The addresses (`aws_x.Name`) of all resources whose construct path matches. */
export function addresses(stack: StackJson, path: RegExp): readonly string[] {
  return Object.entries(stack.resource ?? {}).flatMap(([type, blocks]) =>
    Object.entries(blocks)
      .filter(([, block]) => path.test(pathOf(block)))
      .map(([name]) => `${type}.${name}`),
  );
}
